"""What people keep: certificates and statements as files. Values in, bytes out; call what draws in a thread."""
