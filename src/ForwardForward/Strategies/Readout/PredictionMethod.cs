namespace ForwardForward;

/// <summary>How a network names the class of an image.</summary>
public enum PredictionMethod
{
    /// <summary>Every label is tried, and the goodness of the scoring layers summed: one pass a label (Hinton 2022, section 3.3).</summary>
    SummedGoodness,

    /// <summary>A softmax head reads the response to the image without a label: one pass in all (Hinton 2022, section 3.3).</summary>
    SoftmaxHead,
}
