namespace ForwardForward;

/// <summary>How the places of a map's squares become one.</summary>
public enum PoolingKind
{
    /// <summary>Their mean.</summary>
    Average,

    /// <summary>The largest of them.</summary>
    Maximum,
}
