"""How the learned reader is trained; needs torch, which users of Tollbook never do."""
