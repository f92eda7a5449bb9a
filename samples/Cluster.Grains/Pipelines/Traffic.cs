namespace ForwardForward.Samples.Cluster;

/// <summary>In which numbers activations go from one machine to the next.</summary>
public enum Traffic
{
    /// <summary>As they are, float32: the run ends with the bits of <c>FFNetwork.Fit</c>.</summary>
    Exact,

    /// <summary>Rounded to bfloat16, 8 bits of mantissa: half of the bytes, and other last digits.</summary>
    Rounded,
}
