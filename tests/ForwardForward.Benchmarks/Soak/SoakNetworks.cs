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
            .AddDense(48).WithModulation(new RewardPredictionModulation(learnScale: true)).WithNegatives(new HybridMaskSampler()),
        network => network.AddDense(64).AddDense(48).WithCollaboration(new LayerCollaboration()).WithNegatives(new ClassConfusionSampler()),
        network => network.AddProspective(64, learnFeedback: true).AddProspective(48),
        network => network.AddPredictiveCoding(64).AddPredictiveCoding(48),
        network => network.AddProjection(64).AddProjection(48),
        network => network.AddConvolutionProjection(8).AddProjection(48),
        network => network.AddCwcBlock(10).AddCwcBlock(20, separator: true),
        network => network.AddMeanGoodness(60).AddMeanGoodness(50),
        network => ByHead(network).AddSelfContrastiveConvolution(8).AddSelfContrastive(48),
        network => ByHead(network).AddViewContrast(64),
    ];

    public static FFNetwork Draw(Random random, ImageDataset data) =>
        Kinds[random.Next(Kinds.Length)](new FFNetworkBuilder().WithInput(data.Shape).WithClasses(data.Classes).WithSeed(random.Next()))
            .Build();

    private static FFNetworkBuilder ByHead(FFNetworkBuilder network) =>
        network.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
}
