"""Let people in whom an OpenID Connect provider vouches for: code flow with PKCE, rights only by mapping."""
