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

    /// <summary>The datasets that the sample runs on.</summary>
    /// <value>The default is those of 28×28 pixels, which have another one of their kind.</value>
    public IReadOnlyList<DatasetChoice> Datasets { get; init; } =
        [DatasetChoice.Mnist, DatasetChoice.FashionMnist, DatasetChoice.Synthetic];

    /// <summary>The dataset where the command line names none.</summary>
    /// <value>The default is MNIST.</value>
    public DatasetChoice Dataset { get; init; } = DatasetChoice.Mnist;

    /// <summary>The number of seeds.</summary>
    /// <value>The default is 3 for the controlled preset and 1 for the others.</value>
    public Func<Preset, int> Seeds { get; init; } = preset => preset == Preset.Controlled ? 3 : 1;

    /// <summary>The number of epochs.</summary>
    /// <value>The default is 20 everywhere.</value>
    public Func<Preset, DatasetChoice, int> Epochs { get; init; } = (_, _) => 20;

    /// <summary>
    /// Whether it is a study, whose measurements are kept one by one: it has the options <c>--images</c>, <c>--only</c> and <c>--fresh</c>.
    /// </summary>
    /// <value>The default is false.</value>
    public bool KeepsMeasurements { get; init; }

    /// <summary>Epochs for each preset; with the quick one, the small synthetic images get 8.</summary>
    /// <param name="quick">For a first look.</param>
    /// <param name="controlled">For the controlled comparison.</param>
    /// <param name="faithful">The number that the study's code has.</param>
    /// <returns>The numbers, for <see cref="Epochs"/>.</returns>
    public static Func<Preset, DatasetChoice, int> EpochsBy(int quick, int controlled, int faithful) => (preset, dataset) => preset switch
    {
        Preset.Faithful => faithful,
        Preset.Controlled => controlled,
        _ => dataset == DatasetChoice.Synthetic ? 8 : quick,
    };
}
