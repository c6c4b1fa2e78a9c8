"""The edges of Hecun: chat, command line, jobs and the sandbox, and the one place where all is wired together."""
