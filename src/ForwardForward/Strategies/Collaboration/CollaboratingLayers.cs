namespace ForwardForward;

/// <summary>Whose goodness a layer is given.</summary>
public enum CollaboratingLayers
{
    /// <summary>All layers but itself, as in the paper.</summary>
    All,

    /// <summary>The layers before it.</summary>
    Previous,

    /// <summary>The layers after it.</summary>
    Next,
}
