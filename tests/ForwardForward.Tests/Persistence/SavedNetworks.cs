using ForwardForward.Data;
using ForwardForward.Faithful;

namespace ForwardForward.Tests.Persistence;

/// <summary>Small networks of every kind, trained a little so that nothing is at its first value.</summary>
internal static class SavedNetworks
{
    public static readonly IReadOnlyDictionary<string, Func<FFNetworkBuilder>> Kinds = new Dictionary<string, Func<FFNetworkBuilder>>(
        StringComparer.Ordinal)
    {
        ["dense"] = () => Bare().AddDense(16).AddDense(12),
        ["dense with everything"] = () =>
            Bare().AddDense(16, layerNorm: true, dropout: 0.1, peerNormalisation: 0.03)
                .WithSoftmaxHead().WithScoringLayers(^1..).AddDense(12),
        ["dense in bfloat16"] = () => Bare().WithPrecision(ComputePrecision.BFloat16).AddDense(16).AddDense(12),
        ["dense, predicting by a head"] = () => Bare().AddDense(16).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead),
        ["modulated by reward"] = () => Bare().WithModulation(new RewardPredictionModulation(learnScale: true)).AddDense(16).AddDense(12),
        ["faithfully modulated by reward"] = () =>
            Bare().WithModulation(new FaithfulRewardPredictionModulation()).AddDense(16).AddDense(12),
        ["prospective"] = () => Bare().AddLayer(new ProspectiveDenseLayerDefinition(16) { LearnFeedback = true }).AddLayer(
            new ProspectiveDenseLayerDefinition(12)),
        ["predictive coding"] = () =>
            Bare().AddLayer(new PredictiveCodingLayerDefinition(16)).AddLayer(FaithfulLayers.PredictiveCoding(12)),
        ["projection"] = () =>
            Bare().AddProjection(16).AddLayer(new ProjectionLayerDefinition(12) { Projection = new ProjectionOptions { CosineScale = 5 } }),
        ["convolutional projection"] = () => Bare().AddConvolutionProjection(4).AddProjection(12),
        ["channel-wise competitive"] = () => Bare().AddCwcBlock(6).AddCwcBlock(9, separator: true),
        ["mean goodness"] = () => Bare().AddLayer(new MeanGoodnessLayerDefinition(15)).AddLayer(new MeanGoodnessLayerDefinition(12)),
        ["stages of projection"] = () =>
            Bare().AddStage(6, layers: 2, normalisation: MapNormalisation.Channel).AddStage(9, layers: 2, pool: 2),
        ["stages of mean goodness"] = () => Bare().AddMeanGoodnessStage(6, layers: 2).AddMeanGoodnessStage(12, layers: 2, stride: 2),
        ["channel goodness"] = () => Bare().AddChannelGoodnessConvolution(4)
            .AddChannelGoodnessConvolution(6, pool: 1, shortcut: Shortcut.Concatenate, contrast: new SupervisedContrastOptions()),
        ["contrasted by class"] = () => Bare().AddStage(6, layers: 1, contrast: new SupervisedContrastOptions { Dimensions = 5 })
            .AddProjection(12, contrast: new SupervisedContrastOptions()),
        ["contrasted mean goodness"] = () => Bare().AddMeanGoodnessConvolution(6, contrast: new SupervisedContrastOptions())
            .AddMeanGoodness(60, contrast: new SupervisedContrastOptions { Weight = 0.5 }), // Wide groups: few units differ by little.
        ["self-contrastive"] = () =>
            ByHead().AddSelfContrastiveConvolution(4).AddSelfContrastiveConvolution(4, pool: 1).AddSelfContrastive(12),
        ["stages of views"] = () => ByHead().AddViewContrastStage(4, layers: 2).AddViewContrastStage(6, layers: 1, stride: 2),
        ["view-contrast"] = () =>
            ByHead().AddLayer(new ViewContrastConvolutionLayerDefinition(4)).AddLayer(new ViewContrastLayerDefinition(12)),
    };

    public static FFNetworkBuilder Bare() =>
        new FFNetworkBuilder()
            .WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(7).WithOptimizer(new AdamOptions { LearningRate = 0.01 });

    public static FFNetwork Train(FFNetworkBuilder builder)
    {
        using LabelledImages data = SyntheticImages.Create(24);
        FFNetwork network = builder.Build();
        network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 8 });
        return network;
    }

    private static FFNetworkBuilder ByHead() => Bare().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
}
