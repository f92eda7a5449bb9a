namespace ForwardForward;

/// <summary>What a convolutional layer computes: convolution, rectification, pooling, batch normalisation, a shortcut.</summary>
internal sealed record Convolution
{
    /// <summary>The output channels, those of the shortcut among them.</summary>
    public required int Channels { get; init; }

    /// <summary>The side of the square kernel, odd; the input is padded so that without a stride the map keeps its size.</summary>
    public required int Kernel { get; init; }

    /// <summary>How many places the kernel moves at a time.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>How far apart the places are that the kernel reads.</summary>
    public int Dilation { get; init; } = 1;

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

    /// <summary>What of the input is handed on beside what is made of it.</summary>
    public Shortcut Shortcut { get; init; }

    /// <summary>In how many groups of channels, one a class, a shortcut is concatenated.</summary>
    public int ShortcutGroups { get; init; } = 1;

    /// <summary>By how many places the input is padded on each side.</summary>
    public int Padding => Kernel / 2 * Dilation;

    /// <summary>How the input joins what is made of it.</summary>
    public MapShortcut Join => new(Shortcut, Stride * Pool, ShortcutGroups);

    /// <summary>The channels that are convolved to: all but those that the shortcut concatenates.</summary>
    public int OwnChannels(long inputChannels) => Shortcut == Shortcut.Concatenate ? Channels - (int)inputChannels : Channels;

    /// <summary>The side of a map after the convolution, before pooling.</summary>
    public long Convolved(long side) => ((side - 1) / Stride) + 1;

    /// <summary>The shape of one output sample.</summary>
    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => FindProblem(inputShape) is { } problem
        ? throw new ArgumentException(problem, nameof(inputShape))
        : [Channels, Convolved(inputShape[1]) / Pool, Convolved(inputShape[2]) / Pool];

    /// <summary>Says why the input cannot be convolved so, or null.</summary>
    public string? FindProblem(IReadOnlyList<long> inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        if (inputShape.Count != 3)
            return $"It convolves maps [channels, height, width], and is given [{string.Join(", ", inputShape)}].";
        if (inputShape[0] % Groups != 0)
            return $"It convolves {Groups} groups of channels apart, and {Groups} does not divide the {inputShape[0]} channels that it is "
                + "given.";
        (long height, long width) = (Convolved(inputShape[1]), Convolved(inputShape[2]));
        if (height < Pool || width < Pool)
            return $"It pools squares of {Pool}, and is given maps of {inputShape[1]}×{inputShape[2]}"
                + (Stride == 1 ? "." : $", of which its stride of {Stride} leaves {height}×{width}.");
        return FindProblemOfShortcut(inputShape, height / Pool, width / Pool);
    }

    private string? FindProblemOfShortcut(IReadOnlyList<long> inputShape, long height, long width)
    {
        (long given, int side) = (inputShape[0], Stride * Pool);
        if (Shortcut == Shortcut.None)
            return null;
        if (Shortcut == Shortcut.Add && given != Channels)
            return $"It adds its input to what it hands on, and is given {given} channels where it hands on {Channels}. Give it {given} "
                + "channels, or another shortcut.";
        if (Shortcut == Shortcut.Concatenate && given >= Channels)
            return $"It hands on {Channels} channels, its input's among them, and is given {given}, which leaves none of its own. Give it "
                + $"more than {given} channels, or another shortcut.";
        if (Shortcut == Shortcut.Concatenate && given % ShortcutGroups != 0)
            return $"It hands on a part of its input in each of {ShortcutGroups} classes' groups, and {ShortcutGroups} does not divide the "
                + $"{given} channels that it is given. Use another shortcut.";
        return inputShape[1] / side != height || inputShape[2] / side != width
            ? $"Its shortcut averages squares of {side} of a map of {inputShape[1]}×{inputShape[2]} to {inputShape[1] / side}×"
                + $"{inputShape[2] / side}, and the map beside it is {height}×{width}. Use Pool instead of Stride, or no shortcut."
            : null;
    }
}
