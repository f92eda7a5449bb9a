// How useful is what a network learned from one dataset for another? The study trains on digits and reads garments from the frozen
// features. It finds Forward-Forward worse than an untrained network, channel-wise competition (CwC) far better, and calls the label in
// the image "the root cause". But its rows come from two scripts with different networks and classifiers. This sample repeats the rows,
// and adds others that show which difference matters. The study: docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/Transfer
//   dotnet run -c Release --project samples/Transfer -- --preset controlled
//   dotnet run -c Release --project samples/Transfer -- --preset faithful
using System.Text.Json.Nodes;
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "transfer",
    Description = "Reads one dataset from features that were learned on another, and compares with the controls that an answer needs.",
    Epochs = SampleDefaults.EpochsBy(quick: 4, controlled: 10, faithful: 500),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims. It reads the last layer, of images without a label, by a classifier that stops after 100 steps. CwC is
    // different: it is a convolutional network with 16 times as many features, and its classifier takes 1,185 steps. So this sample has
    // two numbers: one read as the study does, and one by the best linear classifier. What else may explain the study's numbers: settings
    // that silence the last layer if no label is shown, classifiers that stop early, and, for CwC, maps instead of rows.
    const string Transfer = "transfer_accuracy", Converged = "converged_accuracy", Neutral = "neutral_accuracy",
        Mean = "mean_label_accuracy", First = "first_layer_accuracy";
    const string Swish = "standard_ff, swish loss", MeanSquare = "standard_ff, inputs of mean square 1";
    StudyCause architecture = new("the architecture, and how it is read", "untrained cwc", "untrained");
    StudyCause settings = new("the study's settings", "standard_ff", "ff");
    StudyCause[] ofSettings = [new("its loss", "standard_ff", Swish), new("its input normalisation", "standard_ff", MeanSquare)];
    StudyCause withoutSettings = new("the study's settings of Forward-Forward", "ff", "standard_ff");
    StudyCause label = new("the label in the image", "projection", "ff");
    StudyCause absent = new("the label being absent", "standard_ff", "standard_ff") { MetricWith = Converged, MetricWithout = Mean };
    StudyCause lastLayer =
        new("reading the last layer, not the first", "standard_ff", "standard_ff") { MetricWith = Converged, MetricWithout = First };
    StudyCause early =
        new("the classifier that stops early", "standard_ff", "standard_ff") { MetricWith = Transfer, MetricWithout = Converged };
    StudyCause earlyBaseline =
        new("the baseline's classifier that stops early", "untrained", "untrained") { MetricWith = Converged, MetricWithout = Transfer };
    StudyClaim[] claims =
    [
        new("standard_ff", 0.8990),
        new("backprop", 0.9508),
        new("cwc", 0.9871),
        new("standard_ff", 0.5419) { Metric = Transfer },
        new("backprop", 0.7549) { Metric = Transfer },
        new("untrained", 0.7189) { Metric = Transfer },
        new("cwc", 0.8905) { Metric = Transfer },
        new("standard_ff", 0.5419 - 0.7189)
        {
            Against = "untrained",
            Metric = Transfer,
            Causes = [settings, .. ofSettings, lastLayer, absent, early],
        },
        new("backprop", 0.7549 - 0.7189) { Against = "untrained", Metric = Transfer, Causes = [earlyBaseline] },
        new("cwc", 0.8905 - 0.7189) { Against = "untrained", Metric = Transfer, Causes = [architecture] },
        new("cwc", 0.8905 - 0.5419) { Against = "standard_ff", Metric = Transfer, Causes = [label, withoutSettings, architecture] },
        new("standard_ff", 0.5419 - 0.7189)
        {
            Against = "untrained",
            Metric = Converged,
            Causes = [settings, .. ofSettings, lastLayer, absent],
        },
        new("backprop", 0.7549 - 0.7189) { Against = "untrained", Metric = Converged },
        new("cwc", 0.8905 - 0.7189) { Against = "untrained", Metric = Converged, Causes = [architecture] },
        new("cwc", 0.8905 - 0.5419) { Against = "standard_ff", Metric = Converged, Causes = [label, withoutSettings, architecture] },
    ];

    // The source and the target. The study scales the pixels of the target as it scaled those of the source, except for CwC. A part of
    // the target is set aside as validation images, which choose the strength of regularisation. Classifiers learn from 9,000 images of
    // the target with the preset quick, and from 54,000 otherwise. The study's classifiers learn from all images with the preset
    // faithful.
    ImageDataset whole = await study.OpenStandardisedAsync(), dataset = study.PutAside(whole), someOfSource = study.Take(dataset, 20_000);
    ImageDataset other = await study.OpenOtherAsync(), otherWhole = study.Own(other.Standardise());
    ImageDataset target = study.PutOneAside(study.Take(otherWhole, study.Options.Preset == Preset.Quick ? 10_000 : 60_000), of: 10);
    ImageDataset scaledAsSource = study.IsFaithful ? study.Own(other.Standardise(whole.Standardisation!)) : target;
    ImageDataset someOfTarget = study.Take(study.IsFaithful ? otherWhole : target, 20_000);

    // How features are read: in the study's two ways, and by ridge regression on standardised features. Maps have too many features for
    // that, so they are averaged to 4×4.
    FeatureOptions last = new() { Layers = ^1.., Label = ShownLabel.Absent }, pooled = last with { Grids = [4] };
    StudyProbe Reading(string metric, string text, ImageDataset read, FeatureOptions features, Func<long, ProbeHead> head) =>
        new(metric, FormattableString.Invariant($"{read.Name}, {read.Train.Count} images, {text}"), read, features, head);
    StudyProbe Ridge(string metric, string text, FeatureOptions features) =>
        Reading(metric, $"{text}, ridge regression", target, features, _ => new RidgeHead());
    StudyProbe ofDense = Reading(
        Transfer,
        $"last layer, no label, softmax regression, 100 steps of all images{(study.IsFaithful ? ", pixels scaled as the source's" : "")}",
        scaledAsSource,
        last,
        seed => StudyProbe.StudyHead(100, scaledAsSource.Train.Count, seed));
    StudyProbe ofMaps = Reading(
        Transfer,
        "last layer, softmax regression, 15 epochs in batches of 256",
        someOfTarget,
        last,
        StudyProbe.StudyHeadOfEpochs(15, someOfTarget.Train));
    StudyProbe[] converged =
    [
        Ridge(Converged, "last layer, no label, maps averaged to 4×4", pooled),
        Ridge(First, "first layer, no label, maps averaged to 4×4", pooled with { Layers = ..1 }),
    ];
    StudyProbe[] labelled =
    [
        Ridge(Neutral, "last layer, neutral label", pooled with { Label = ShownLabel.Neutral }),
        Ridge(Mean, "last layer, mean of all labels", pooled with { Label = ShownLabel.MeanOfAll }),
    ];
    StudyProbe[] plain = [ofDense, .. converged], overlaid = [.. plain, .. labelled], maps = [ofMaps, .. converged];

    // The study's three networks, and those of this library.
    AdamOptions Adam(double rate) => new() { LearningRate = rate };
    FFNetworkBuilder Standard() =>
        study.Network(dataset).WithStudySettings().WithInputNormalisation(new LengthNormalisation(1e-8)).AddDense(500).AddDense(500);
    FFNetworkBuilder multilayer =
        study.Network(dataset).WithInputNormalisation(new NoNormalisation()).WithConstantRate(0.001).AddDense(500).AddDense(500);
    FFNetworkBuilder Cwc(bool batchStatistics) => study.Network(dataset).WithConstantRate(0.02)
        .AddLayer(new CwcBlockDefinition(10) { UseBatchStatistics = batchStatistics })
        .AddLayer(new CwcBlockDefinition(40) { UseBatchStatistics = batchStatistics, Separator = true })
        .AddLayer(new CwcBlockDefinition(80) { UseBatchStatistics = batchStatistics })
        .AddLayer(new CwcBlockDefinition(160) { UseBatchStatistics = batchStatistics, Separator = true });
    FFNetworkBuilder dense = study.Network(dataset).WithNegatives(new WrongLabelSampler()).AddDense(500).AddDense(500);
    FFNetworkBuilder projection = study.Network(dataset).WithOptimizer(Adam(0.002)).AddProjection(500).AddProjection(500);
    FFNetworkBuilder convolution =
        study.Network(dataset).WithOptimizer(Adam(0.003)).AddConvolutionProjection(32, kernel: 5).AddConvolutionProjection(64);

    // The study trains dense networks on all images in one batch. It trains Forward-Forward one layer after the other, with negatives
    // (examples that a layer learns to respond to weakly) that are drawn once. The other presets train from mini-batches. CwC learns from
    // 20,000 images, layer i for i epochs.
    TrainingOptions training = new() { Epochs = study.Options.Epochs },
        ofConvolutions = training with { Epochs = Math.Max(1, study.Options.Epochs / 2) };
    TrainingOptions all = training with { BatchSize = dataset.Train.Count };
    TrainingOptions ofStandard =
        study.IsFaithful ? all with { Schedule = TrainingSchedule.Greedy, Negatives = NegativeRefresh.Once } : training;
    TrainingOptions ofBackprop = study.IsFaithful ? all with { Epochs = Math.Max(1, study.Options.Epochs / 10) } : training;
    TrainingOptions ofCwc =
        new() { Epochs = Math.Min(4, study.Options.Epochs), BatchSize = 256, Schedule = TrainingSchedule.Interleaved(1, 2, 3, 4) };

    // The study's four networks and their controls: the pixels, and CwC's network before it learns. An untrained network has no
    // statistics to normalise by, so it takes those of the batch. Only the last layer of CwC names the class.
    void Add(string name, FFNetworkBuilder network, ImageDataset source, TrainingOptions? options, StudyProbe[] readings) =>
        study.Add(name, NetworkTrial.Create(network, source, options, [.. readings.Select(reading => reading.OfNetwork)]));
    void AddBackprop(string name, FFNetworkBuilder network, ImageDataset source, TrainingOptions options, StudyProbe[] readings) =>
        study.Add(name, BackpropTrial.Create(network, source, options, [.. readings.Select(reading => reading.OfTwin)]));
    Add("standard_ff", Standard(), dataset, ofStandard, overlaid);
    AddBackprop("backprop", multilayer, dataset, ofBackprop, plain);
    Add("untrained", Standard(), dataset, null, overlaid);
    Add("cwc", Cwc(study.IsFaithful).WithScoringLayers(^1..), someOfSource, ofCwc, maps);
    Add("untrained cwc", Cwc(batchStatistics: true), someOfSource, null, maps);
    StudyProbe[] ofPixels = [ofDense, converged[0]];
    JsonObject pixelSettings = new()
    {
        ["network"] = null,
        ["measures"] = string.Join("; ", ofPixels.Select(reading => reading.Description)),
    };
    study.Add("pixels", new StudyTrial(pixelSettings, MeasurePixels));
    StudyMeasurement MeasurePixels(TrialContext context) => new(
        ofPixels.ToDictionary(
            reading => reading.Metric, reading => reading.Measure((pixels, _) => RawPixels.Features(pixels), context),
            StringComparer.Ordinal),
        [],
        TrainingSeconds: 0);

    // Local learning with and without a label in the image, and with convolutions. The networks with maps are also trained by
    // backpropagation, and CwC is read as in the study's script.
    if (!study.IsFaithful)
    {
        Add("ff", dense, dataset, training, overlaid);
        Add("projection", projection, dataset, training, plain);
        Add("projection cnn", convolution, dataset, ofConvolutions, maps);
        Add("untrained cnn", convolution, dataset, null, maps);
    }
    if (study.IsControlled)
    {
        // The study's settings, with one of them changed to this library's.
        Add(Swish, Standard().WithLoss(new SwishLoss()), dataset, ofStandard, plain);
        Add(MeanSquare, Standard().WithInputNormalisation(new MeanSquareNormalisation()), dataset, ofStandard, plain);
        AddBackprop("backprop cnn", convolution, dataset, ofConvolutions, maps);
        AddBackprop("backprop cwc", Cwc(batchStatistics: false), someOfSource, ofCwc, maps);
        Add("cwc, statistics of the batch", Cwc(batchStatistics: true).WithScoringLayers(^1..), someOfSource, ofCwc, maps);
    }

    study.Report(study.Measure(), claims);
}
