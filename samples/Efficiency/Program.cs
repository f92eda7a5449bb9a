// Which method costs how much, and for what accuracy? The study states that Forward-Forward and its relatives take 30 to 240 times as long as backpropagation and are
// less accurate. Nothing in its code measures a time: those numbers are typed in. This sample measures, everything in one run on one machine.
//
//   dotnet run -c Release --project samples/Efficiency
//   dotnet run -c Release --project samples/Efficiency -- --preset controlled
//   dotnet run -c Release --project samples/Efficiency -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using ForwardForward.Samples;
using ForwardForward.Samples.Plots;
using ForwardForward.Samples.Studies;
using ForwardForward.Samples.Verdicts;

SampleDefaults defaults = new()
{
    Study = "efficiency",
    Description = "Measures what accuracy costs: local learning, and backpropagation through the same layers.",
    Seeds = preset => preset == Preset.Controlled ? 3 : 1,
    Epochs = (preset, dataset) => preset switch
    {
        Preset.Faithful => 1_000,
        Preset.Controlled => 10,
        _ => dataset == DatasetChoice.Synthetic ? 8 : 4,
    },
    KeepsMeasurements = true,
};
return await new SampleCommand(defaults).RunAsync(args, RunAsync);

static async Task RunAsync(SampleRun run)
{
    // What the study states: accuracies, and training times as multiples of backpropagation's. What may be behind them: a protocol that takes one step for a pass over
    // all images, where mini-batches take hundreds, and layer after layer; settings that learn slowly; and for CwC a convolutional network beside a dense one.
    const string Cost = "relative_cost";
    bool isFaithful = run.Options.Preset == Preset.Faithful, isControlled = run.Options.Preset == Preset.Controlled;
    string standard = isFaithful ? "standard_ff" : "standard_ff, extrapolated";
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
    if (isFaithful)
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

    // The images: as they are read for this library's networks, standardised for the study's. A part is put aside; the study puts none aside, and there 1,000 of those
    // learned from show how far a network has come.
    using ImageDataset images = await run.OpenDatasetAsync();
    using ImageDataset scaled = images.Standardise();
    ImageDataset PutAside(ImageDataset whole) => isFaithful ? whole.Take(whole.Train.Count, whole.Test.Count) : whole.WithValidation(whole.Train.Count / (isControlled ? 10 : 30), seed: 0);
    using ImageDataset dataset = PutAside(images), standardised = PutAside(scaled), most = scaled.Take(Math.Min(50_000, scaled.Train.Count), scaled.Test.Count);
    using LabelledImages watched = dataset.Train.Take(Math.Min(1_000, dataset.Train.Count)), watchedStandardised = standardised.Train.Take(Math.Min(1_000, standardised.Train.Count));
    FFNetworkBuilder Builder() => new FFNetworkBuilder().WithInput(dataset.Shape).WithClasses(dataset.Classes).WithDevice(run.Device);
    AdamOptions Adam(double rate, LearningRateDecay decay = LearningRateDecay.Cosine) => new() { LearningRate = rate, Decay = decay };

    // This library's networks: dense layers that learn from negatives, and from a projection, with their twin; and a small convolutional one with its twin.
    FFNetworkBuilder dense = Builder().AddDense(500).AddDense(500);
    FFNetworkBuilder projection = Builder().WithOptimizer(Adam(0.002)).AddProjection(500).AddProjection(500);
    FFNetworkBuilder convolution = Builder().WithOptimizer(Adam(0.003)).AddConvolutionProjection(32, kernel: 5).AddConvolutionProjection(64);

    // The study's: backpropagation through layers that scale nothing, Forward-Forward, and channel-wise competition; the wider one of its two where it is timed.
    FFNetworkBuilder plain = Builder().WithInputNormalisation(new NoNormalisation()).WithOptimizer(Adam(0.001, LearningRateDecay.Constant)).AddDense(500).AddDense(500);
    FFNetworkBuilder Standard(LayerDefinition? layer = null) => Builder()
        .WithLabelEmbedding(new FaithfulBatchMaximumOverlay())
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .WithInputNormalisation(new LengthNormalisation())
        .WithLoss(new LogisticLoss(threshold: 2))
        .WithOptimizer(Adam(0.03, LearningRateDecay.Constant))
        .AddLayer(layer ?? new DenseLayerDefinition(500))
        .AddLayer(layer ?? new DenseLayerDefinition(500));
    int width = isFaithful ? 2 : 1;
    FFNetworkBuilder cwc = Builder().WithOptimizer(Adam(0.01, LearningRateDecay.Constant))
        .AddCwcBlock(10 * width).AddCwcBlock(40 * width, separator: true).AddCwcBlock(isFaithful ? 240 : 80).AddCwcBlock(isFaithful ? 480 : 160, separator: true);

    // How long they train. The study's protocol takes 1,000 steps a layer, each over all images; outside of `faithful` a few of them are timed.
    const int StudySteps = 1_000;
    int steps = isFaithful ? run.Options.Epochs : isControlled ? 20 : 5;
    TrainingOptions training = new() { Epochs = isFaithful ? Math.Max(1, steps / 50) : run.Options.Epochs, Validation = dataset.Validation ?? watched };
    TrainingOptions ofConvolutions = training with { Epochs = Math.Max(1, training.Epochs / 2) };
    TrainingOptions ofStudy = training with { Validation = standardised.Validation ?? watchedStandardised };
    TrainingOptions ofCwc = ofStudy with { Epochs = Math.Min(5, ofConvolutions.Epochs), BatchSize = 64, Schedule = TrainingSchedule.Interleaved(2, 3, 4, 5) };
    TrainingOptions ofFullBatches = ofStudy with { Epochs = steps, BatchSize = standardised.Train.Count, Schedule = TrainingSchedule.Greedy, Negatives = NegativeRefresh.Once };

    StudyPlan plan = new(run);
    plan.Add("backprop", isFaithful ? BackpropTrial.Create(plain, standardised, ofStudy with { Epochs = Math.Max(1, steps / 20) }) : BackpropTrial.Create(dense, dataset, training));
    plan.Add("ff", NetworkTrial.Create(dense, dataset, training));
    plan.Add("projection", NetworkTrial.Create(projection, dataset, training));
    plan.Add("backprop cnn", BackpropTrial.Create(convolution, dataset, ofConvolutions));
    plan.Add("projection cnn", NetworkTrial.Create(convolution, dataset, ofConvolutions));
    plan.Add("standard_ff in mini-batches", NetworkTrial.Create(Standard(), standardised, ofStudy));
    if (run.Options.Preset != Preset.Quick)
    {
        plan.Add("backprop cwc", BackpropTrial.Create(cwc, standardised, ofCwc));
        plan.Add("cwc", NetworkTrial.Create(cwc.WithScoringLayers(^1..), standardised, ofCwc)); // The last layer names the class.
    }
    StudyTrial fullBatches = NetworkTrial.Create(Standard(), standardised, ofFullBatches);
    plan.Add(standard, isFaithful ? fullBatches : fullBatches with { Measure = context => WithoutAccuracy(fullBatches.Measure(context)) });
    if (isFaithful)
    {
        TrainingOptions ofMost = ofFullBatches with { Epochs = Math.Max(1, steps / 2), BatchSize = most.Train.Count };
        plan.Add("three_factor", NetworkTrial.Create(Standard().WithModulation(new FaithfulTopDownModulation()), most, ofMost));
        plan.Add("prospective", NetworkTrial.Create(Standard(new ProspectiveDenseLayerDefinition(500)), most, ofMost with { Schedule = TrainingSchedule.Simultaneous, PassOnUpdatedActivations = true }));
    }
    WarmUp([dense, projection, convolution, cwc, Standard()], dataset.Train);
    StudyResults measured = plan.Measure();

    // Costs: the whole training as a multiple of the twin's; seconds for a pass over the images; and seconds until images put aside are first read so well, by the mean
    // time of an epoch. Measurements that were kept have kept their times: `--fresh` takes all of them anew.
    double goal = run.Options.Dataset switch { DatasetChoice.Mnist => 0.97, DatasetChoice.FashionMnist => 0.87, _ => 0.95 };
    double Seconds(string name, StudyMeasurement measurement) => measurement.TrainingSeconds * (!isFaithful && string.Equals(name, standard, StringComparison.Ordinal) ? (double)StudySteps / steps : 1);
    StudyResults results = measured
        .With(Cost, outcome => measured.Find("backprop") is { } backprop
            ? [.. outcome.Measurements.Zip(backprop.Measurements, (own, twin) => Seconds(outcome.Name, own) / twin.TrainingSeconds)]
            : null)
        .With("seconds_a_pass", outcome => [.. outcome.Measurements.Select(measurement => measurement.TrainingSeconds / measurement.Curve.Count)])
        .With(FormattableString.Invariant($"seconds_to_{100 * goal}"), outcome => outcome.Measurements.All(measurement => measurement.Curve.Any(accuracy => accuracy >= goal))
            ? [.. outcome.Measurements.Select(measurement => measurement.TrainingSeconds / measurement.Curve.Count * (1 + measurement.Curve.TakeWhile(accuracy => accuracy < goal).Count()))]
            : null);

    StudyOutcome[] trained = [.. results.Outcomes.Where(outcome => outcome.Metrics.Contains(NetworkTrial.TestAccuracy, StringComparer.Ordinal))];
    StudyOutcome[] drawn = isFaithful ? [.. results.Outcomes.Where(outcome => outcome.Curve.Count > 100)] : trained; // A thousand steps and a few epochs do not fit one axis.
    using Figure figure = new(1_500, 620,
        CostPlot.Create($"On {dataset.Name}", [.. trained.Select(outcome => new CostPoint(outcome.Row(NetworkTrial.TestAccuracy), outcome.TrainingSeconds / run.Options.Seeds))]),
        LearningCurvePlot.Create(isFaithful ? "Accuracy on 1,000 of the images learned from" : "Accuracy on images put aside", [.. drawn.Select(outcome => new Curve(outcome.Name, outcome.Curve))]));
    StudyReport.Write(run, results, claims, figure);
}

// So few steps teach nothing: what is left of them is their time.
static StudyMeasurement WithoutAccuracy(StudyMeasurement measurement) =>
    measurement with { Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["seconds_a_pass"] = measurement.TrainingSeconds / measurement.Curve.Count } };

// The first run of anything loads and compiles it. Here that is none of those that are timed.
static void WarmUp(FFNetworkBuilder[] builders, LabelledImages images)
{
    using LabelledImages few = images.Take(Math.Min(images.Count, 1_280));
    foreach (FFNetworkBuilder builder in builders)
    {
        using FFNetwork network = builder.Build();
        using BackpropTwin twin = new(network.Definition, device: network.Device);
        network.Fit(few, new TrainingOptions { Epochs = 1 });
        twin.Fit(few, new TrainingOptions { Epochs = 1 });
    }
}
