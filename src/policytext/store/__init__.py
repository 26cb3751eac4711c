"""Stores: folders of texts that outgrow memory."""
