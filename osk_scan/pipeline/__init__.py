"""The way of a document, step by step: handed in, read, kept, assessed, told; command line and web call only this."""
