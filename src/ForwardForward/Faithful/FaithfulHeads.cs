namespace ForwardForward.Faithful;

/// <summary>Softmax heads as the study has them.</summary>
public static class FaithfulHeads
{
    /// <summary>The study's output projection for top-down modulation: the last layer as it is, its label shown, Adam at 0.03.</summary>
    /// <remarks>It reads the label that the image carries, so it cannot predict.</remarks>
    public static SoftmaxHeadOptions TopDown { get; } = new()
    {
        Layers = ^1..,
        Normalisation = new NoNormalisation(),
        ReadsShownLabel = true,
        Optimizer = new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant },
    };
}
