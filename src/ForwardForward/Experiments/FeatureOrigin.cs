namespace ForwardForward.Experiments;

/// <summary>What features come from.</summary>
public enum FeatureOrigin
{
    /// <summary>No network: the pixels themselves.</summary>
    RawPixels,

    /// <summary>The recipe's network before training.</summary>
    Untrained,

    /// <summary>The recipe's network trained on the source by backpropagation.</summary>
    Backprop,

    /// <summary>The recipe's network trained on the source as the recipe says.</summary>
    Trained,
}
