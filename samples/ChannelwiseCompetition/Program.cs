// What makes channel-wise competition (CwC) good? In a CwC layer, each class has channels of its own, and they compete for the image. The
// study's CwC network reaches 98.71 %, 8.81 points more than its Forward-Forward network, "by completely abandoning label embedding". But
// it is also a convolutional network, and the other is dense. This sample repeats it and varies one part at a time: the loss, the
// convolution, the schedule, the separators, and the part that names the class. The method comes from Papachristodoulou et al. (AAAI
// 2024, arXiv 2312.12668). The study names Hinton 2022 as its source, which has no such section. The study:
// docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/ChannelwiseCompetition
//   dotnet run -c Release --project samples/ChannelwiseCompetition -- --preset controlled
//   dotnet run -c Release --project samples/ChannelwiseCompetition -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "channelwise-competition",
    Description = "Trains convolutional networks whose channels compete for the class, and asks what makes them accurate.",
    Epochs = (preset, _) => preset == Preset.Faithful ? 5 : 4,
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims, and what else may explain it. Its layers convolve. They learn class scores instead of reading labels in
    // images. And the Forward-Forward network has the study's settings. The paper's code states 99.42 %, for the epoch with the highest
    // accuracy on the test images.
    const string Readout = "readout_accuracy", AllLayers = "all_layers_accuracy";
    string[] ofLayers = [.. Enumerable.Range(1, 4).Select(layer => $"layer_{layer}_accuracy")];
    StudyCause convolution = new("convolution", "projection, convolutional", "projection, dense");
    StudyCause noLabel = new("class scores instead of labels in the image", "projection, dense", "ff, dense");
    StudyCause settings = new("the study's settings of Forward-Forward", "ff, dense", "standard_ff");
    StudyClaim[] claims =
    [
        new("cwc", 0.9871),
        new("cwc, paper's loss", 0.9942),
        new("standard_ff", 0.8990),
        new("cwc", 0.9871 - 0.8990) { Against = "standard_ff", Causes = [convolution, noLabel, settings] },
    ];

    // The study's network learns from all images. The other presets take the network of its transfer script, which is an eighth of the
    // work. It learns from 15,000 images, and from 5,000 with the preset quick.
    ImageDataset whole = await study.OpenStandardisedAsync(), split = study.PutOneAside(whole, of: 30);
    ImageDataset read = study.Take(split, study.IsFaithful ? whole.Train.Count : study.IsControlled ? 15_000 : 5_000);
    ImageDataset dataset = study.IsFaithful ? whole : read;
    int[] channels = study.IsFaithful ? [20, 80, 240, 480] : [10, 40, 80, 160];

    // All layers begin together. The first layer stops first, and the last one learns in all epochs. Dense networks learn for four times
    // as many epochs, in less time. With the preset faithful, the study's standard network learns from all images in one batch, one layer
    // after the other for 500 steps.
    int epochs = study.Options.Epochs;
    TrainingOptions training = new() { Epochs = epochs, BatchSize = 64 };
    TrainingOptions interleaved = training with
    {
        Schedule = TrainingSchedule.Interleaved([.. channels.Select((_, layer) => Math.Max(1, epochs - channels.Length + 1 + layer))]),
    };
    TrainingOptions ofDense = training with { Epochs = 4 * epochs };
    TrainingOptions ofStandard = study.IsFaithful
        ? training with
        {
            Epochs = 100 * epochs,
            BatchSize = dataset.Train.Count,
            Schedule = TrainingSchedule.Greedy,
            Negatives = NegativeRefresh.Once,
        }
        : ofDense;

    // The networks, with the optimizer of this library or of the study. Only the last layer of CwC names the class.
    FFNetworkBuilder Cwc(IClassLoss loss, params bool[] separators) => channels.Zip(separators).Aggregate(
        study.Network(dataset).WithConstantRate(0.01).WithScoringLayers(^1..),
        (network, layer) => network.AddLayer(new CwcBlockDefinition(layer.First) { Separator = layer.Second, Loss = loss }));
    FFNetworkBuilder Study(IClassLoss loss) => Cwc(loss, false, true, false, true);
    FFNetworkBuilder convolutional = study.Network(dataset)
        .AddConvolutionProjection(channels[0], pool: 1).AddConvolutionProjection(channels[1])
        .AddConvolutionProjection(channels[2], pool: 1).AddConvolutionProjection(channels[3]);
    FFNetworkBuilder standard = study.Network(dataset).WithStudySettings().AddDense(500).AddDense(500);

    // Other measures: a linear classifier of the last layer, which also allows a comparison with an untrained network; each layer by
    // itself; and the sum of all layers.
    StudyProbe probe = new(
        Readout,
        "last layer, maps averaged to 4×4, no label, ridge regression",
        read,
        new FeatureOptions { Layers = ^1.., Grids = [4], Label = ShownLabel.Absent },
        _ => new RidgeHead());
    NetworkMeasure readout = probe.OfNetwork;
    (FFNetwork? Network, EvaluationResult? Result) last = default; // One evaluation measures every layer.
    EvaluationResult ScoreByAll(FFNetwork network, TrialContext context)
    {
        if (!ReferenceEquals(last.Network, network))
        {
            network.ScoringLayers = ..;
            last = (network, network.Evaluate(dataset.Test, context.Evaluation));
        }
        return last.Result!;
    }
    NetworkMeasure[] byLayer =
    [
        readout,
        .. ofLayers.Select((metric, layer) => new NetworkMeasure(
            metric, "this layer alone names the class", (network, context) => ScoreByAll(network, context).PerLayer[layer])),
        new(AllLayers, "the sum of all layers names the class", (network, context) => ScoreByAll(network, context).Accuracy),
    ];

    // The study's network, trained and untrained. Its variants: with the paper's loss; with a threshold between the true class and the
    // mean of the others; and with a softmax head that names the class.
    void Add(string name, FFNetworkBuilder network, TrainingOptions? options, params NetworkMeasure[] measures) =>
        study.Add(name, NetworkTrial.Create(network, dataset, options, measures));
    Add("cwc", Study(new CrossEntropyLoss()), interleaved, byLayer);
    Add("cwc, paper's loss", Study(new ChannelwiseCompetitionLoss()), interleaved, byLayer);
    Add("cwc, positive versus negative", Study(new PositiveVersusNegativeLoss()), interleaved, byLayer);
    Add("cwc, softmax head", Study(new CrossEntropyLoss()).WithSoftmaxHead(new SoftmaxHeadOptions { Layers = ^1.. }).WithPrediction(
        PredictionMethod.SoftmaxHead), interleaved);
    Add("untrained", Study(new CrossEntropyLoss()), null, readout);

    // Networks to compare with: dense ones with and without labels in the image, and convolutional ones of the same shape, without
    // competition and by backpropagation.
    Add("standard_ff", standard, ofStandard, readout);
    if (!study.IsFaithful)
    {
        Add("ff, dense", study.Network(dataset).WithNegatives(new WrongLabelSampler()).AddDense(500).AddDense(500), ofDense, readout);
        Add("projection, dense", study.Network(dataset).AddProjection(500).AddProjection(500), ofDense, readout);
        Add(
            "mean goodness, dense",
            study.Network(dataset).AddLayer(new MeanGoodnessLayerDefinition(500)).AddLayer(new MeanGoodnessLayerDefinition(500)), ofDense,
            readout);
        Add("projection, convolutional", convolutional, training, byLayer);
        study.Add("backprop, the same layers", BackpropTrial.Create(Study(new CrossEntropyLoss()), dataset, training, probe.OfTwin));
    }
    if (study.IsControlled)
    {
        // All layers learn in all epochs. Then separators, which keep the classes apart and pool the maps, stand in other places: one
        // less, and both sooner.
        Add("cwc, all layers to the end", Study(new CrossEntropyLoss()), training, byLayer);
        Add("cwc, first separator alone", Cwc(new CrossEntropyLoss(), false, true, false, false), interleaved, readout);
        Add("cwc, separators in the middle", Cwc(new CrossEntropyLoss(), false, true, true, false), interleaved, readout);
    }

    study.Report(study.Measure(), claims);
}
