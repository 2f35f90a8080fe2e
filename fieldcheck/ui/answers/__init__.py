"""Every way of answering a question, one widget each; a block picks the fitting one."""
