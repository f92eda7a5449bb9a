// Which negatives teach best? A negative is an example that a layer learns to respond to weakly. The study compares six ways to make
// negatives. The simplest does best, a wrong label on the same image, and the study concludes: "complex negative generation destroys
// learning". This sample compares the six again, and asks whether it is really their complexity. The study:
// docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/NegativeStrategies
//   dotnet run -c Release --project samples/NegativeStrategies -- --preset controlled
//   dotnet run -c Release --project samples/NegativeStrategies -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "negative-strategies",
    Description = "Compares six ways to make negatives, and asks what explains their ranking.",
    Epochs = SampleDefaults.EpochsBy(quick: 4, controlled: 5, faithful: 1_000),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims: six accuracies, and that five of them are below the first. Each claim names other causes that may explain
    // it. Three samplers change the image, but only in the negatives, so a layer can tell negatives from positives without reading the
    // label. Noise also raises the brightest value of a batch, and with it the brightness of the label. Two samplers draw the right label
    // for one negative in ten.
    StudyCause Corruption(string name) => new("the corruption of one half alone", name, $"{name} on both");
    StudyCause brightness = new("the negatives' brighter labels", "noise_augmented", "noise_augmented, one brightness");
    StudyCause noise = new(
        "noise on one half alone, labels being of one brightness", "noise_augmented, one brightness", "noise_augmented on both");
    StudyCause both = new("noise and brighter labels of one half alone", "noise_augmented", "noise_augmented on both");
    StudyCause rightLabels = new("one negative in ten being right", "shuffled_label", "wrong_label");
    StudyClaim[] claims =
    [
        new("wrong_label", 0.9450),
        new("class_confusion", 0.9215),
        new("same_class_diff_img", 0.9206),
        new("hybrid_mix", 0.6337),
        new("noise_augmented", 0.4610),
        new("masked", 0.3097),
        new("class_confusion", 0.9215 - 0.9450) { Against = "wrong_label", Causes = [rightLabels] },
        new("same_class_diff_img", 0.9206 - 0.9450) { Against = "wrong_label", Causes = [rightLabels] },
        new("hybrid_mix", 0.6337 - 0.9450) { Against = "wrong_label", Causes = [Corruption("hybrid_mix")] },
        new("noise_augmented", 0.4610 - 0.9450) { Against = "wrong_label", Causes = [brightness, noise, both] },
        new("masked", 0.3097 - 0.9450) { Against = "wrong_label", Causes = [Corruption("masked")] },
    ];

    // The study takes all training images in one batch, draws the negatives once, and trains one layer after the other for 1,000 steps.
    // The other presets train the same network from mini-batches with fresh negatives, both layers together. That takes a hundredth of
    // the time. They also set validation images aside.
    ImageDataset dataset = study.PutAside(await study.OpenStandardisedAsync());
    TrainingOptions training = study.Training(dataset, watch: true);

    // The study's network normalises the output of every layer, and only the last layer names the class. Its learning rate is 0.03. With
    // the preset controlled, each strategy gets the better of two rates, chosen on the validation images.
    double[] rates = study.IsControlled ? [0.01, 0.03] : [0.03];
    FFNetworkBuilder Network(INegativeSampler negatives, double rate) => study.Network(dataset)
        .WithStudySettings()
        .WithConstantRate(rate)
        .WithNegatives(negatives)
        .WithInputNormalisation(new NoNormalisation())
        .WithScoringLayers(^1..)
        .AddDense(500, layerNorm: true)
        .AddDense(500, layerNorm: true);

    // The six strategies, as the study's code makes them.
    void Add(string name, Func<double, FFNetworkBuilder> network, TrainingOptions options) =>
        study.Add(name, [.. rates.Select(rate => NetworkTrial.Create(network(rate), dataset, options))]);
    (string Name, INegativeSampler Negatives)[] strategies =
    [
        ("wrong_label", new WrongLabelSampler()),
        ("class_confusion", new FaithfulClassConfusionSampler()),
        ("same_class_diff_img", new FaithfulPermutedImageSampler()),
        ("hybrid_mix", new FaithfulHybridMixSampler()),
        ("noise_augmented", new GaussianNoiseSampler(0.3)),
        ("masked", new MaskedPixelsSampler(0.3)),
    ];
    foreach ((string name, INegativeSampler negatives) in strategies)
        Add(name, rate => Network(negatives, rate), training);

    if (!study.IsFaithful)
    {
        // Rows that test the other causes. The same corruption on both halves of a batch, with labels of one brightness. Labels of one
        // brightness alone. Right labels on one negative in ten, with unchanged images.
        foreach ((string name, INegativeSampler negatives) in strategies.Where(strategy => strategy.Negatives is CorruptingSampler))
            Add(
                $"{name} on both", rate => Network(negatives, rate).WithLabelEmbedding(new BatchMaximumOverlay()),
                training with { CorruptPositives = true });
        Add(
            "noise_augmented, one brightness",
            rate => Network(new GaussianNoiseSampler(0.3), rate).WithLabelEmbedding(new BatchMaximumOverlay()), training);
        Add("shuffled_label", rate => Network(new FaithfulShuffledLabelSampler(), rate), training);
    }
    if (study.IsControlled)
    {
        // Samplers that do what the names say, where the study's code does something else.
        Add("class_confusion as named", rate => Network(new ClassConfusionSampler(), rate), training);
        Add("same_class_diff_img as named", rate => Network(new SameClassSampler(), rate), training);
        Add("hybrid_mix never right", rate => Network(new HybridMixSampler(0.5, 0.5), rate), training);

        // Negatives that are drawn once; the study's other network, which scales its inputs instead of its outputs; and this library's
        // defaults.
        Add("wrong_label drawn once", rate => Network(new WrongLabelSampler(), rate), training with { Negatives = NegativeRefresh.Once });
        Add("wrong_label, inputs scaled",
            rate => study.Network(dataset).WithStudySettings().WithConstantRate(rate).AddDense(500).AddDense(500), training);
        void AddOurs(string name, INegativeSampler negatives) => study.Add(
            name, NetworkTrial.Create(study.Network(dataset).WithNegatives(negatives).AddDense(500).AddDense(500), dataset, training));
        AddOurs("wrong_label, library defaults", new WrongLabelSampler());
        AddOurs("first_layer, library defaults", new FirstLayerSampler());
    }

    study.Report(study.Measure(), claims);
}
