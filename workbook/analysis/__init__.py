"""Plans compared, and words in their context.

``versions`` lists the texts of plans that are compared, ``likeness`` says how alike two points are, ``alignment`` pairs
the points of all plans, ``redline`` marks what changed word by word, ``matrix`` puts groups of points beside plans;
``keywords`` lists a word wherever it stands.
"""
