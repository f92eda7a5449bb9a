// What does each method cost, and for what accuracy? The study states that Forward-Forward and its relatives take 30 to 240 times as long
// as backpropagation and are less accurate. Nothing in its code measures a time: those numbers are typed in. This sample measures all of
// them in one run on one machine. The study: docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/Efficiency
//   dotnet run -c Release --project samples/Efficiency -- --preset controlled
//   dotnet run -c Release --project samples/Efficiency -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "efficiency",
    Description = "Measures what accuracy costs by local learning, and by backpropagation through the same layers.",
    Epochs = SampleDefaults.EpochsBy(quick: 4, controlled: 10, faithful: 1_000),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims: accuracies, and training times as multiples of backpropagation's. What else may explain them: one step for a
    // pass over all images, where mini-batches take hundreds, and one layer after the other; settings that learn slowly; and, for CwC
    // (channel-wise competition), a convolutional network beside a dense one.
    const string Cost = "relative_cost", SecondsAPass = "seconds_a_pass";
    string standard = study.IsFaithful ? "standard_ff" : "standard_ff, extrapolated";
    StudyCause oneStepAPass = new("full batches, one layer after the other", standard, "standard_ff in mini-batches");
    StudyCause settings = new("the study's settings", "standard_ff in mini-batches", "ff");
    StudyCause convolutions = new("the convolutions", "backprop cwc", "backprop");
    StudyClaim[] claims =
    [
        new("backprop", 0.992),
        new("cwc", 0.987),
        new(standard, 30 - 1) { Against = "backprop", Metric = Cost, Causes = [oneStepAPass] },
        new("ff", 30 - 1) { Against = "backprop", Metric = Cost, Causes = [oneStepAPass] },
        new("cwc", 45 - 1) { Against = "backprop", Metric = Cost, Causes = [convolutions] },
        new("ff", 0.945 - 0.992) { Against = "backprop", Causes = [settings] },
        new("cwc", 0.987 - 0.992) { Against = "backprop" },
    ];
    if (study.IsFaithful)
    {
        claims =
        [
            .. claims,
            new(standard, 0.945),
            new("three_factor", 0.911),
            new("prospective", 0.913),
            new("three_factor", 30 - 1) { Against = "backprop", Metric = Cost },
            new("prospective", 240 - 1) { Against = "backprop", Metric = Cost },
            new(standard, 0.945 - 0.992) { Against = "backprop", Causes = [settings] },
        ];
    }

    // The images: unscaled for this library's networks, standardised for the study's. A part of them become validation images, from which
    // no network learns. The study has none. With its preset, 1,000 of the training images show how well a network does.
    ImageDataset images = await study.OpenAsync(), scaled = study.Own(images.Standardise());
    ImageDataset dataset = study.PutAside(images), standardised = study.PutAside(scaled), mostImages = study.Take(scaled, 50_000);
    LabelledImages watched = study.Watched(dataset), watchedStandardised = study.Watched(standardised);
    AdamOptions Adam(double rate) => new() { LearningRate = rate };

    // This library's networks: dense layers that learn from negatives (examples to respond to weakly), dense layers that learn from a
    // projection, and their twin, the same layers trained by backpropagation. And a small convolutional network with its twin.
    FFNetworkBuilder Dense(ComputePrecision precision) =>
        study.Network(dataset).WithPrecision(precision).WithNegatives(new WrongLabelSampler()).AddDense(500).AddDense(500);
    FFNetworkBuilder projection = study.Network(dataset).WithOptimizer(Adam(0.002)).AddProjection(500).AddProjection(500);
    FFNetworkBuilder Convolution(ComputePrecision precision) => study.Network(dataset)
        .WithPrecision(precision).WithOptimizer(Adam(0.003)).AddConvolutionProjection(32, kernel: 5).AddConvolutionProjection(64);
    FFNetworkBuilder dense = Dense(ComputePrecision.Full), convolution = Convolution(ComputePrecision.Full);

    // The study's networks: backpropagation through layers without normalisation, Forward-Forward, and channel-wise competition. The
    // study has two of the last kind. The preset faithful times the wider one.
    FFNetworkBuilder plain =
        study.Network(standardised).WithInputNormalisation(new NoNormalisation()).WithConstantRate(0.001).AddDense(500).AddDense(500);
    FFNetworkBuilder Standard(LayerDefinition? layer = null) => study.Network(standardised)
        .WithStudySettings()
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .AddLayer(layer ?? new DenseLayerDefinition(500))
        .AddLayer(layer ?? new DenseLayerDefinition(500));
    int width = study.IsFaithful ? 2 : 1;
    FFNetworkBuilder cwc = study.Network(standardised).WithConstantRate(0.01)
        .AddCwcBlock(10 * width).AddCwcBlock(40 * width, separator: true)
        .AddCwcBlock(study.IsFaithful ? 240 : 80).AddCwcBlock(study.IsFaithful ? 480 : 160, separator: true);

    // How long the networks train. The study's protocol takes 1,000 steps a layer, each over all images. The other presets time a few of
    // these steps.
    const int StudySteps = 1_000;
    int steps = study.IsFaithful ? study.Options.Epochs : study.IsControlled ? 20 : 5;
    TrainingOptions training =
        new() { Epochs = study.IsFaithful ? Math.Max(1, steps / 50) : study.Options.Epochs, Validation = dataset.Validation ?? watched };
    TrainingOptions ofConvolutions = training with { Epochs = Math.Max(1, training.Epochs / 2) };
    TrainingOptions ofStudy = training with { Validation = standardised.Validation ?? watchedStandardised };
    TrainingOptions ofCwc =
        ofStudy with { Epochs = Math.Min(5, ofConvolutions.Epochs), BatchSize = 64, Schedule = TrainingSchedule.Interleaved(2, 3, 4, 5) };
    TrainingOptions ofFullBatches = ofStudy with
    {
        Epochs = steps,
        BatchSize = standardised.Train.Count,
        Schedule = TrainingSchedule.Greedy,
        Negatives = NegativeRefresh.Once,
    };

    study.Add(
        "backprop",
        study.IsFaithful
            ? BackpropTrial.Create(plain, standardised, ofStudy with { Epochs = Math.Max(1, steps / 20) })
            : BackpropTrial.Create(dense, dataset, training));
    study.Add("ff", NetworkTrial.Create(dense, dataset, training));
    study.Add("projection", NetworkTrial.Create(projection, dataset, training));
    study.Add("backprop cnn", BackpropTrial.Create(convolution, dataset, ofConvolutions));
    study.Add("projection cnn", NetworkTrial.Create(convolution, dataset, ofConvolutions));
    study.Add("standard_ff in mini-batches", NetworkTrial.Create(Standard(), standardised, ofStudy));
    if (study.Options.Preset != Preset.Quick)
    {
        study.Add("backprop cwc", BackpropTrial.Create(cwc, standardised, ofCwc));
        study.Add("cwc", NetworkTrial.Create(cwc.WithScoringLayers(^1..), standardised, ofCwc)); // The last layer names the class.
    }
    if (study.IsControlled)
    {
        // The same networks with products in bfloat16: what accuracy does that cost?
        FFNetworkBuilder narrow = Dense(ComputePrecision.BFloat16), narrowConvolution = Convolution(ComputePrecision.BFloat16);
        study.Add("backprop, bfloat16", BackpropTrial.Create(narrow, dataset, training));
        study.Add("ff, bfloat16", NetworkTrial.Create(narrow, dataset, training));
        study.Add("backprop cnn, bfloat16", BackpropTrial.Create(narrowConvolution, dataset, ofConvolutions));
        study.Add("projection cnn, bfloat16", NetworkTrial.Create(narrowConvolution, dataset, ofConvolutions));
    }
    StudyTrial fullBatches = NetworkTrial.Create(Standard(), standardised, ofFullBatches);
    study.Add(
        standard, study.IsFaithful ? fullBatches : fullBatches with { Measure = context => WithoutAccuracy(fullBatches.Measure(context)) });
    if (study.IsFaithful)
    {
        TrainingOptions ofMost = ofFullBatches with { Epochs = Math.Max(1, steps / 2), BatchSize = mostImages.Train.Count };
        study.Add(
            "three_factor", NetworkTrial.Create(Standard().WithModulation(new FaithfulTopDownModulation()), mostImages, ofMost));
        study.Add("prospective", NetworkTrial.Create(
            Standard(new ProspectiveDenseLayerDefinition(500)), mostImages,
            ofMost with { Schedule = TrainingSchedule.Simultaneous, PassOnUpdatedActivations = true }));
    }
    StudyResults measured = study.MeasureWithCosts();

    // Costs: the time of the whole training as a multiple of the twin's, the seconds of a pass over the images, and the seconds until the
    // validation images first reach a certain accuracy. They are measured in rounds that time a part of every training in turn, so other
    // work on the machine affects all of them. If the rounds lie too far apart, a claim gets no verdict.
    double goal = study.Options.Dataset switch { DatasetChoice.Mnist => 0.97, DatasetChoice.FashionMnist => 0.87, _ => 0.95 };
    bool IsExtrapolated(string name) => !study.IsFaithful && string.Equals(name, standard, StringComparison.Ordinal);
    StudyResults results = measured
        .WithRounds(Cost, outcome => measured.Find("backprop")?.Cost is { } backprop
            ? outcome.Cost?.Times(IsExtrapolated(outcome.Name) ? (double)StudySteps / steps : 1).Over(backprop)
            : null)
        .WithRounds(SecondsAPass, outcome => outcome.Cost?.Times(1.0 / outcome.Curve.Count))
        .With(FormattableString.Invariant($"seconds_to_{100 * goal}"), outcome =>
            outcome.Cost is { } cost && outcome.Measurements.All(measurement => measurement.Curve.Any(accuracy => accuracy >= goal))
                ? [.. outcome.Measurements.Zip(cost.Medians, (measurement, seconds) => seconds * PartUntil(goal, measurement.Curve))]
                : null);

    study.Report(results, claims);
}

// The part of the training until the accuracy first reaches the goal.
static double PartUntil(double goal, IReadOnlyList<double> curve) =>
    (1.0 + curve.TakeWhile(accuracy => accuracy < goal).Count()) / curve.Count;

// So few steps teach nothing, so only their time is kept.
static StudyMeasurement WithoutAccuracy(StudyMeasurement measurement) =>
    measurement with
    {
        Values = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["seconds_a_pass"] = measurement.TrainingSeconds / measurement.Curve.Count,
        },
    };
