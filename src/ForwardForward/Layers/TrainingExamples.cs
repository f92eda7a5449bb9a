namespace ForwardForward;

/// <summary>What a kind of layer learns from. All layers of a network learn from the same.</summary>
public enum TrainingExamples
{
    /// <summary>Images with a label embedded: the positives, then one negative for each. A label is scored by showing it.</summary>
    PositivesAndNegatives,

    /// <summary>
    /// Images as they are, with their labels beside them: no negatives, no label in the image. One pass reads every class.
    /// </summary>
    Images,

    /// <summary>
    /// Two augmented views of each image: all first views, then all second views in the same order. No label is looked at.
    /// </summary>
    TwoViews,
}
