using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Soak;

/// <summary>A small network of each kind.</summary>
internal static class SoakNetworks
{
    private static readonly Func<FFNetworkBuilder, FFNetworkBuilder>[] Kinds =
    [
        network => network.AddDense(64).AddDense(48),
        network => network.AddDense(64, layerNorm: true, dropout: 0.1, peerNormalisation: 0.03)
            .AddDense(48).WithSoftmaxHead().WithNegatives(new HardLabelSampler()),
        network => network.AddDense(64)
            .AddDense(48).WithModulation(() => new RewardPredictionModulation(learnScale: true)).WithNegatives(new HybridMaskSampler()),
        network => network.AddDense(64).AddDense(48).WithCollaboration(new LayerCollaboration()).WithNegatives(new ClassConfusionSampler()),
        network => network.AddLayer(new ProspectiveDenseLayerDefinition(64) { LearnFeedback = true })
            .AddLayer(new ProspectiveDenseLayerDefinition(48)),
        network => network.AddLayer(new PredictiveCodingLayerDefinition(64)).AddLayer(new PredictiveCodingLayerDefinition(48)),
        network => network.AddProjection(64).AddProjection(48),
        network => network.AddConvolutionProjection(8).AddProjection(48),
        network => network.AddCwcBlock(10).AddCwcBlock(20, separator: true),
        network => network.AddLayer(new MeanGoodnessLayerDefinition(60)).AddLayer(new MeanGoodnessLayerDefinition(50)),
        network =>
            ByHead(network).AddLayer(new SelfContrastiveConvolutionLayerDefinition(8)).AddLayer(new SelfContrastiveLayerDefinition(48)),
        network => ByHead(network).AddLayer(new ViewContrastLayerDefinition(64)),
    ];

    public static FFNetwork Draw(Random random, ImageDataset data) =>
        Kinds[random.Next(Kinds.Length)](new FFNetworkBuilder().WithInput(data.Shape).WithClasses(data.Classes).WithSeed(random.Next()))
            .Build();

    private static FFNetworkBuilder ByHead(FFNetworkBuilder network) =>
        network.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
}
