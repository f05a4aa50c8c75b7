"""Break every fixture in a hundred thousand ways: each is read or refused, in bounded time and memory."""
