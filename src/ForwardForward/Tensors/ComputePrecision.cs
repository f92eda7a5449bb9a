namespace ForwardForward;

/// <summary>The number type in which dense and convolutional layers multiply.</summary>
public enum ComputePrecision
{
    /// <summary>32 bits, the default.</summary>
    Full,

    /// <summary>
    /// 16 bits with the range of 32: products and convolutions take and give bfloat16, while weights, optimizer, activations and goodness
    /// stay float32. Faster where the processor multiplies bfloat16 itself (AVX512-BF16, AMX, GPUs), slower elsewhere;
    /// a product keeps about three decimal digits.
    /// </summary>
    BFloat16,
}
