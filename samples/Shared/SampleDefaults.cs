namespace ForwardForward.Samples;

/// <summary>What a sample is called and what it does where the command line says nothing.</summary>
public sealed record SampleDefaults
{
    /// <summary>The name of the study, in records and file names, such as <c>negative-strategies</c>.</summary>
    public required string Study { get; init; }

    /// <summary>What the sample does, in a sentence, for its help.</summary>
    public required string Description { get; init; }

    /// <summary>The presets that the sample has; the first is the default.</summary>
    /// <value>The default is all three.</value>
    public IReadOnlyList<Preset> Presets { get; init; } = [Preset.Quick, Preset.Controlled, Preset.Faithful];

    /// <summary>The dataset.</summary>
    /// <value>The default is MNIST.</value>
    public DatasetChoice Dataset { get; init; } = DatasetChoice.Mnist;

    /// <summary>The number of seeds.</summary>
    /// <value>The default is 1 for the quick preset and 3 for the others.</value>
    public Func<Preset, int> Seeds { get; init; } = preset => preset == Preset.Quick ? 1 : 3;

    /// <summary>The number of epochs.</summary>
    /// <value>The default is 20 everywhere.</value>
    public Func<Preset, DatasetChoice, int> Epochs { get; init; } = (_, _) => 20;

    /// <summary>Whether it is a study, whose measurements are kept one by one: it has the options <c>--images</c>, <c>--only</c> and <c>--fresh</c>.</summary>
    /// <value>The default is false.</value>
    public bool KeepsMeasurements { get; init; }
}
