namespace ForwardForward;

/// <summary>How the learning rate falls over a layer's training.</summary>
public enum LearningRateDecay
{
    /// <summary>It does not: every step uses the same rate.</summary>
    Constant,

    /// <summary>Half a cosine from the full rate to 0: η · (1 + cos(π · progress)) / 2, progress from 0 to 1 over a run.</summary>
    Cosine,
}
