"""Pictures of every screen in prepared states."""
