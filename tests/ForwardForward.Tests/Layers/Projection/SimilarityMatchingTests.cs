using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Projection;

public sealed class SimilarityMatchingTests
{
    [Fact]
    public void Measure_TwoSamples_IsTheMeanSquaredDistanceOfTheSimilarities()
    {
        // Centred, (1, 3) is (−1, 1) and (5, 1) is (2, −2): opposite directions, S = (1, −1; −1, 1). One-hot labels of one class are equal,
        // T = 1 everywhere: (0 + 4 + 4 + 0) / 4. Of two classes they are opposite, as the samples are.
        Tensor activations = Matrix(new float[,] { { 1, 3 }, { 5, 1 } });

        SimilarityMatching.Measure(activations, LabelsOf(0, 0), 2).Loss.ToDouble().Should().BeApproximately(2, 1e-6);
        SimilarityMatching.Measure(activations, LabelsOf(0, 1), 2).Loss.ToDouble().Should().BeApproximately(0, 1e-6);
    }

    [Fact]
    public void Measure_Gradient_EqualsAutomaticDifferentiation()
    {
        Tensor labels = LabelsOf(0, 2, 1, 1, 0);
        Tensor activations = Random(3, 5, 2, 3, 1);

        Tensor gradient = SimilarityMatching.Measure(activations, labels, 3).Gradient;

        gradient.ShouldBeClose(Gradient(leaf => Plain(leaf.flatten(1)).reshape(1), activations));

        Tensor Plain(Tensor rows) => (Similarity(rows) - Similarity(nn.functional.one_hot(labels, 3).to(float32))).square().mean();

        Tensor Similarity(Tensor rows)
        {
            Tensor units = nn.functional.normalize(rows - rows.mean([1], keepdim: true), dim: 1);
            return units.mm(units.t());
        }
    }
}
