namespace ForwardForward.Samples;

/// <summary>What became of a claim.</summary>
public enum VerdictKind
{
    /// <summary>Measured again, it comes out as the study says.</summary>
    Reproduced,

    /// <summary>Something else than the study names accounts for it.</summary>
    Explained,

    /// <summary>It does not come out, and nothing that was measured says why.</summary>
    NotReproduced,

    /// <summary>It is a difference that has the other sign here, for certain.</summary>
    Opposite,

    /// <summary>Rounds of a cost that it is judged by lie too far apart for any verdict.</summary>
    TooNoisy,
}
