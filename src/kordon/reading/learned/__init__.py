"""The learned half of the reader: which claims a sentence makes, how real and how sure they are, and who says so.

``corpus`` reads labelled texts, ``features`` turns sentences into named features, ``model`` holds the weights and scores,
``vote`` joins scores and rules. ``scripts/train_reader.py`` makes the weights from ``corpus/reading``.
"""
