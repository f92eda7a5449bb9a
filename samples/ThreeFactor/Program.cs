// Does a third factor help, a signal from outside the layer that scales what it learns? The study modulates each layer's goodness by three signals, named after
// what neuromodulators are thought to tell: a top-down one helps by a point, agreement of layers does not, and the reward prediction error fails altogether.
// This sample repeats that, and asks what the signals really say.
//
//   dotnet run -c Release --project samples/ThreeFactor
//   dotnet run -c Release --project samples/ThreeFactor -- --preset controlled
//   dotnet run -c Release --project samples/ThreeFactor -- --preset faithful
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
    Study = "three-factor",
    Description = "Modulates what layers learn by three signals, and asks what the signals say.",
    Seeds = preset => preset == Preset.Controlled ? 3 : 1,
    Epochs = (preset, dataset) => preset switch
    {
        Preset.Faithful => 500,
        Preset.Controlled => 5,
        _ => dataset == DatasetChoice.Synthetic ? 8 : 4,
    },
    KeepsMeasurements = true,
};
return await new SampleCommand(defaults).RunAsync(args, RunAsync);

static async Task RunAsync(SampleRun run)
{
    // What the study states, and what may be behind it. Its top-down signal is read from a network that sees the label in the image, so that it soon is ½ for
    // positives and for true negatives alike, which is a lower threshold; only negatives that happen to be right, one in ten, are damped. Its reward is 1 for
    // positives and 0 for negatives, so that the signal says which half an image is in; with a learned scale that satisfies the loss by itself.
    const string Transfer = "transfer_accuracy";
    StudyCause threshold = new("a lower threshold", "lower threshold", "none");
    StudyCause rightNegatives = new("the negatives that are right", "none, never right", "none");
    StudyCause learnedScale = new("the scale being learned", "reward_prediction", "reward_prediction, fixed scale");
    StudyCause learnedGain = new("the scale being learned", "top_down", "top_down, fixed scale");
    StudyClaim[] claims =
    [
        new("none", 0.8966),
        new("top_down", 0.9108),
        new("layer_agreement", 0.8958),
        new("reward_prediction", 0.1028),
        new("none", 0.6281) { Metric = Transfer },
        new("top_down", 0.6432) { Metric = Transfer },
        new("layer_agreement", 0.5981) { Metric = Transfer },
        new("reward_prediction", 0.1844) { Metric = Transfer },
        new("top_down", 0.9108 - 0.8966) { Against = "none", Causes = [threshold, rightNegatives, learnedGain] },
        new("top_down, fixed scale", 0.9108 - 0.8966) { Against = "none", Causes = [threshold, rightNegatives] },
        new("reward_prediction", 0.1028 - 0.8966) { Against = "none", Causes = [learnedScale] },
        new("top_down", 0.6432 - 0.6281) { Against = "none", Metric = Transfer, Causes = [threshold, rightNegatives, learnedGain] },
        new("layer_agreement", 0.5981 - 0.6281) { Against = "none", Metric = Transfer },
        new("reward_prediction", 0.1844 - 0.6281) { Against = "none", Metric = Transfer, Causes = [learnedScale] },
    ];

    // The study takes 50,000 images in one batch, draws the negatives once, and trains one layer after the other for 500 steps. Elsewhere the same network learns
    // from mini-batches with fresh negatives, both layers together; a part of the images is put aside.
    bool isFaithful = run.Options.Preset == Preset.Faithful, isControlled = run.Options.Preset == Preset.Controlled;
    using ImageDataset images = await run.OpenDatasetAsync();
    using ImageDataset whole = images.Standardise();
    using ImageDataset dataset = isFaithful
        ? whole.Take(Math.Min(50_000, whole.Train.Count), whole.Test.Count)
        : whole.WithValidation(whole.Train.Count / (isControlled ? 10 : 30), seed: 0);
    using LabelledImages watched = dataset.Train.Take(Math.Min(1_000, dataset.Train.Count));
    TrainingOptions training = isFaithful
        ? new TrainingOptions
        {
            Epochs = run.Options.Epochs,
            BatchSize = dataset.Train.Count,
            Schedule = TrainingSchedule.Greedy,
            Negatives = NegativeRefresh.Once,
            Validation = watched, // Images learned from: the study puts none aside, and this shows only when a layer has learned.
        }
        : new TrainingOptions { Epochs = run.Options.Epochs };

    // The study's network.
    FFNetworkBuilder Network(double threshold = 2, INegativeSampler? negatives = null) => new FFNetworkBuilder()
        .WithInput(dataset.Shape).WithClasses(dataset.Classes).WithDevice(run.Device)
        .WithLabelEmbedding(new FaithfulBatchMaximumOverlay())
        .WithNegatives(negatives ?? new FaithfulShuffledLabelSampler())
        .WithInputNormalisation(new LengthNormalisation())
        .WithLoss(new LogisticLoss(threshold))
        .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
        .AddDense(500)
        .AddDense(500);

    // What the features are worth on another dataset: a linear classifier of the last layer, every image showing the label 0. The study's classifier stops early;
    // elsewhere ridge regression finds the best one.
    using ImageDataset other = await run.OpenOtherDatasetAsync();
    using ImageDataset otherWhole = other.Standardise();
    using ImageDataset target = otherWhole.WithValidation(otherWhole.Train.Count / 10, seed: 0);
    FeatureOptions features = new() { Layers = ^1.., Label = ShownLabel.Of(0) };
    NetworkMeasure transfer = isFaithful
        ? new NetworkMeasure(Transfer, $"{other.Name}, last layer, label 0, softmax regression, 50 epochs in batches of 256", (network, context) => Probe(network, otherWhole, context, new SoftmaxRegressionHead
        {
            Strengths = [0],
            Steps = 50 * (int)Math.Ceiling(otherWhole.Train.Count / 256.0),
            Optimizer = new AdamOptions { LearningRate = 0.01, Decay = LearningRateDecay.Constant },
            Standardises = false,
            KeepsFeatures = true,
            Seed = context.Seed,
        }))
        : new NetworkMeasure(Transfer, $"{other.Name}, last layer, label 0, ridge regression", (network, context) => Probe(network, target, context, new RidgeHead()));

    double Probe(FFNetwork network, ImageDataset images, TrialContext context, ProbeHead head)
    {
        using var probe = LinearProbe.Fit(input => network.ExtractFeatures(input, features), images.Train, images.Validation, head, cancellationToken: context.Cancellation);
        return probe.MeasureAccuracy(images.Test, context.Cancellation);
    }

    // The study's four, and what the features are worth before any learning, which it measured and did not report.
    StudyPlan plan = new(run);
    void Add(string name, params FFNetworkBuilder[] candidates) => plan.Add(name, [.. candidates.Select(network => NetworkTrial.Create(network, dataset, training, transfer))]);
    Add("none", Network());
    Add("top_down", Network().WithModulation(new FaithfulTopDownModulation()));
    Add("layer_agreement", Network().WithModulation(new FaithfulLayerAgreementModulation()));
    Add("reward_prediction", Network().WithModulation(new FaithfulRewardPredictionModulation()));
    plan.Add("untrained", NetworkTrial.Create(Network(), dataset, training: null, transfer));

    // The suspicions. The scale of top-down modulation begins at ½, so that the goodness of both halves is multiplied by about 1.23: that is a threshold of 1.6.
    double[] thresholds = isControlled ? [1.4, 1.6, 1.8] : [1.6];
    if (!isFaithful)
    {
        Add("lower threshold", [.. thresholds.Select(value => Network(threshold: value))]);
        Add("none, never right", Network(negatives: new WrongLabelSampler()));
        Add("reward_prediction, fixed scale", Network().WithModulation(new FaithfulRewardPredictionModulation(learnScale: false)));
    }

    // The signals as they are named, which say nothing of the half that an image is in: how sure the network itself is of an unlabelled image, whether it is right,
    // and whether both layers find an image better than average. Each at several scales; validation chooses.
    double[] scales = isControlled ? [0.25, 0.5, 1] : [];
    (string Name, Func<double, IModulation> Create)[] corrected =
    [
        ("top_down as named", scale => new TopDownModulation(scale)),
        ("layer_agreement as named", scale => new LayerAgreementModulation(scale)),
        ("reward_prediction as named", scale => new RewardPredictionModulation(scale)),
    ];
    if (isControlled)
    {
        Add("top_down, fixed scale", Network().WithModulation(new FaithfulTopDownModulation(learnScale: false)));
        Add("top_down, never right", Network(negatives: new WrongLabelSampler()).WithModulation(new FaithfulTopDownModulation()));
        plan.Add("none, twice as long", NetworkTrial.Create(Network(), dataset, training with { Epochs = 2 * training.Epochs }, transfer));
        foreach ((string name, Func<double, IModulation> create) in corrected)
        {
            foreach (double scale in scales)
                Add($"{name}, {scale}", Network().WithModulation(create(scale)));
            Add(name, [.. scales.Select(scale => Network().WithModulation(create(scale)))]);
        }
    }

    StudyResults results = plan.Measure();
    IReadOnlyList<StudyRow> accuracies = results.Rows(NetworkTrial.TestAccuracy, claims);
    StudyOutcome[] trained = [.. results.Outcomes.Where(outcome => outcome.Curve.Count > 0)];
    using Figure figure = new(1_900, Math.Max(520, 30 * results.Outcomes.Count),
        RankedBarPlot.Create($"On {dataset.Name}", accuracies),
        RankedBarPlot.Create($"Linear classifier of the features on {other.Name}", results.Rows(Transfer, claims), "accuracy, %"),
        isControlled
            ? SweepPlot.Create("The signals as named", "scale of the modulation",
                [.. corrected.Select(signal => Sweep.Create(signal.Name, accuracies, [(0, "none"), .. scales.Select(scale => (scale, $"{signal.Name}, {scale}"))]))])
            : LearningCurvePlot.Create(isFaithful ? "Accuracy on 1,000 of the images learned from" : "Accuracy on images put aside", [.. trained.Select(outcome => new Curve(outcome.Name, outcome.Curve))]));
    StudyReport.Write(run, results, claims, figure);
}
