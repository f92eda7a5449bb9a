using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Device;

/// <summary>What is compared between devices: networks of every kind, ways to train one, and what is read of one.</summary>
internal static class DeviceNetworks
{
    /// <summary>The large ε keeps Adam from blowing the rounding of small gradients up.</summary>
    public static AdamOptions Optimizer { get; } = new() { LearningRate = 0.01, Epsilon = 1e-4 };

    // What products in 16 bits make of it. The squares of a standardised row have the mean 1 whatever its weights are, so that their
    // gradients after a layer norm are hardly more than rounding, on the processor too.
    private const double OfBFloat16 = 0.2, OfLayerNorm = 0.2;

    public static IReadOnlyList<DeviceNetwork> All { get; } =
    [
        new("dense", Dense),
        new("dropout", network => network.AddDense(64, dropout: 0.1).AddDense(48, dropout: 0.1)),
        new("layer norm", network => network.AddDense(64, layerNorm: true).AddDense(48, layerNorm: true)) { Allowed = OfLayerNorm },
        new("peer normalisation", network => network.AddDense(64, peerNormalisation: 0.03).AddDense(48, peerNormalisation: 0.03)),
        new("softmax head", network => Dense(network).WithSoftmaxHead()),
        new("dense in bfloat16", network => Dense(network).WithPrecision(ComputePrecision.BFloat16)) { Allowed = OfBFloat16 },
        new("sum of squares, margin loss", network => Dense(network).WithGoodness(new SumOfSquaresGoodness()).WithLoss(new MarginLoss())),
        new("mean goodness, SymBa loss", network => Dense(network).WithGoodness(new MeanGoodness()).WithLoss(new SymBaLoss())),
        new("mean absolute, logistic loss", network =>
            Dense(network).WithGoodness(new MeanAbsoluteGoodness()).WithLoss(new LogisticLoss())),
        new("top k", network => Dense(network).WithGoodness(new TopKGoodness(0.2))),
        new("softmax energy", network => Dense(network).WithGoodness(new SoftmaxEnergyGoodness())),
        new("length normalisation", network => Dense(network).WithInputNormalisation(new LengthNormalisation())),
        new("standardised rows", network => Dense(network).WithInputNormalisation(new StandardiseNormalisation())),
        new("wave labels", network => Dense(network).WithLabelEmbedding(new WaveLabelPattern())),
        new("wrong labels", network => Dense(network).WithNegatives(new WrongLabelSampler())),
        new("hard labels", network => Dense(network).WithNegatives(new HardLabelSampler())),
        new("hybrid masks", network => Dense(network).WithNegatives(new HybridMaskSampler())),
        new("masked pixels", network => Dense(network).WithNegatives(new MaskedPixelsSampler())),
        new("class confusion", network => Dense(network).WithNegatives(new ClassConfusionSampler())),
        new("modulated by reward", network => Dense(network).WithModulation(new RewardPredictionModulation(learnScale: true))),
        new("collaborating layers", network => Dense(network).WithCollaboration(new LayerCollaboration())),
        new("prospective", network => network.AddProspective(64, learnFeedback: true).AddProspective(48)),
        new("predictive coding", network => network.AddPredictiveCoding(64).AddPredictiveCoding(48)),
        new("projection", network => network.AddProjection(64).AddProjection(48)),
        new("convolutional projection", Convolution),
        new("convolution in bfloat16", network => Convolution(network).WithPrecision(ComputePrecision.BFloat16)) { Allowed = OfBFloat16 },
        new("channel-wise competition", network => network.AddCwcBlock(10).AddCwcBlock(20, separator: true)),
        new("class-wise mean goodness", network => network.AddMeanGoodness(60).AddMeanGoodness(50)),
        new("self-contrast", network => ByHead(network).AddSelfContrastiveConvolution(8).AddSelfContrastive(48)),
        new("two views", network => ByHead(network).AddViewContrast(64)),
        new("convolution on two views", network => ByHead(network).AddViewContrastConvolution(8)),
    ];

    public static IReadOnlyList<(string Name, Func<FFNetwork, ImageDataset, Tensor> Read)> Readings { get; } =
    [
        ("scores of labels", (network, images) => network.ScoreLabels(images.Test.Images)),
        ("scores of a saved and loaded network", (network, images) => ScoreLoaded(network, images.Test.Images)),
        ("probabilities, calibrated", (network, images) =>
        {
            network.Calibrate(images.Validation!);
            return network.PredictProbabilities(images.Test.Images);
        }),
        ("features", (network, images) => network.ExtractFeatures(images.Test.Images)),
        ("goodness, evaluated", (network, images) =>
            tensor(network.Evaluate(images.Test).Goodness.Select(layer => layer.PositiveMean).ToArray())),
        ("a linear probe", (network, images) =>
        {
            using LinearProbe probe = LinearProbe.Fit(
                rows => network.ExtractFeatures(rows), images.Train, new ProbeOptions { Validation = images.Validation });
            return probe.Weights.clone();
        }),
        ("mean activations", (network, images) =>
            tensor(network.DescribeLayers(images.Test).Select(layer => layer.MeanActivation).ToArray())),
    ];

    public static IReadOnlyList<(string Name, TrainingOptions Options)> Trainings(ImageDataset images) =>
    [
        ("negatives drawn once", new TrainingOptions { Negatives = NegativeRefresh.Once }),
        ("greedy", new TrainingOptions { Schedule = TrainingSchedule.Greedy }),
        ("updated activations", new TrainingOptions { PassOnUpdatedActivations = true }),
        ("moved images", new TrainingOptions { Jitter = 2 }),
        (
            "augmented images",
            new TrainingOptions { Augmentation = Augmentation.Photographs with { Rotation = 10, Cutout = 0.2, Noise = 0.1 } }),
        ("best epoch kept", new TrainingOptions { Validation = images.Validation, KeepBestEpoch = true }),
    ];

    public static FFNetworkBuilder Dense(FFNetworkBuilder network) => network.AddDense(64).AddDense(48);

    public static FFNetworkBuilder Convolution(FFNetworkBuilder network) =>
        network.AddConvolutionProjection(8).AddConvolutionProjection(16).AddProjection(48);

    public static TrainingOptions InTwentySteps(TrainingOptions options, int images) =>
        options with { Epochs = 2, BatchSize = (images + 9) / 10 };

    private static FFNetworkBuilder ByHead(FFNetworkBuilder network) =>
        network.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);

    private static Tensor ScoreLoaded(FFNetwork network, Tensor images)
    {
        string file = Path.Combine(Path.GetTempPath(), $"device-{Guid.NewGuid():N}.safetensors");
        try
        {
            network.Save(file);
            using FFNetwork loaded = FFNetwork.Load(file, new LoadOptions { Device = network.Device });
            return loaded.ScoreLabels(images);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
