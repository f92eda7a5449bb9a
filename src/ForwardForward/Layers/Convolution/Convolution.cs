namespace ForwardForward;

/// <summary>What a convolutional layer computes: convolution, rectification, pooling, batch normalisation.</summary>
internal sealed record Convolution
{
    /// <summary>The output channels.</summary>
    public required int Channels { get; init; }

    /// <summary>The side of the square kernel, odd; the input is padded so that the map keeps its size.</summary>
    public required int Kernel { get; init; }

    /// <summary>How many groups of channels are convolved apart.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The side of the squares that are pooled to one place, 1 for none.</summary>
    public int Pool { get; init; } = 1;

    /// <summary>Whether a pooled place is the largest of its square, instead of the mean.</summary>
    public bool PoolsMaximum { get; init; }

    /// <summary>Whether the weights begin as He et al. draw them and the biases at 0, instead of as PyTorch's <c>Conv2d</c>.</summary>
    public bool BeginsAsHe { get; init; }

    /// <summary>Whether each channel is standardised over the batch, with learned scale and shift, at the end.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Whether batch normalisation uses the batch at hand always, also while nothing learns.</summary>
    public bool AlwaysUsesBatchStatistics { get; init; }

    /// <summary>The shape of one output sample.</summary>
    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => FindProblem(inputShape) is { } problem
        ? throw new ArgumentException(problem, nameof(inputShape))
        : [Channels, inputShape[1] / Pool, inputShape[2] / Pool];

    /// <summary>Says why the input cannot be convolved so, or null.</summary>
    public string? FindProblem(IReadOnlyList<long> inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        if (inputShape.Count != 3)
            return $"It convolves maps [channels, height, width], and is given [{string.Join(", ", inputShape)}].";
        if (inputShape[0] % Groups != 0)
            return $"It convolves {Groups} groups of channels apart, and {Groups} does not divide the {inputShape[0]} channels that it is "
                + "given.";
        return inputShape[1] < Pool || inputShape[2] < Pool
            ? $"It pools squares of {Pool}, and is given maps of {inputShape[1]}×{inputShape[2]}."
            : null;
    }
}
