"""What each screen shows and can do, without Qt: intent goes down, a frozen snapshot comes up."""
