"""What people do in their chats: write, edit, tap, share, scan, block. Each act becomes what the bot is told of it."""
