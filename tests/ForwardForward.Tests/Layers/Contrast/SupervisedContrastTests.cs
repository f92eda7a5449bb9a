using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Contrast;

public sealed class SupervisedContrastTests
{
    // The corners of a square: each column has mean 0 and deviation 1 already, neighbours have the cosine 0, opposites -1.
    private static readonly float[,] Corners = { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } };

    // Of neighbours, softmax has e^0 over e^0 + e^0 + e^(-1/τ); of opposites e^(-1/τ) over it; a row without partner counts 0.
    [Theory]
    [InlineData(new long[] { 0, 0, 1, 1 }, 1, 0.861_995)]
    [InlineData(new long[] { 0, 0, 1, 1 }, 0.5, 0.758_624)]
    [InlineData(new long[] { 0, 1, 1, 0 }, 0.5, 2.758_624)]
    [InlineData(new long[] { 0, 0, 1, 2 }, 0.5, 0.379_312)]
    [InlineData(new long[] { 0, 1, 2, 3 }, 0.5, 0)]
    [InlineData(new long[] { 0, 0, 0, 1 }, 1, 0.896_496)] // Two rows have a neighbour and the opposite for partners: 1/2 more each.
    public void Measure_CornersOfASquare_IsWhatAHandComputes(long[] labels, double temperature, double expected) =>
        SupervisedContrast.Measure(Matrix(Corners), LabelsOf(labels), temperature).Loss.ToDouble()
            .Should().BeApproximately(expected, 1e-4);

    [Fact]
    public void Measure_OneRow_IsNothing()
    {
        (Tensor loss, Tensor gradient) = SupervisedContrast.Measure(Matrix(new float[,] { { 1, 2 } }), LabelsOf(0), 0.5);

        loss.ToDouble().Should().Be(0);
        Values(gradient).Should().Equal(0, 0);
    }

    [Theory]
    [InlineData(new long[] { 0, 2, 1, 1, 0, 1 }, 0.5)]
    [InlineData(new long[] { 0, 2, 1, 1, 3, 3 }, 0.1)]
    [InlineData(new long[] { 0, 0, 0, 0, 0, 0 }, 1)]
    public void Measure_Gradient_EqualsAutomaticDifferentiation(long[] labels, double temperature)
    {
        Tensor rows = Random(3, 6, 4).mul(2).add(1);

        (Tensor loss, Tensor gradient) = SupervisedContrast.Measure(rows, LabelsOf(labels), temperature);

        loss.ShouldBeClose(Plain(rows, LabelsOf(labels), temperature), 1e-5);
        gradient.ShouldBeClose(Gradient(leaf => Plain(leaf, LabelsOf(labels), temperature).reshape(1), rows), 1e-5);
    }

    /// <summary>The loss as the paper writes it, row by row.</summary>
    internal static Tensor Plain(Tensor rows, Tensor labels, double temperature)
    {
        Tensor columns = nn.functional.batch_norm(rows, null!, null!, training: true, eps: 1e-5);
        Tensor units = nn.functional.normalize(columns, dim: 1), sum = zeros(1).squeeze();
        long[] classes = Longs(labels);
        for (int row = 0; row < classes.Length; row++)
        {
            int[] others = [.. Enumerable.Range(0, classes.Length).Where(other => other != row)];
            int[] partners = [.. others.Where(other => classes[other] == classes[row])];
            Tensor logits = units.mv(units[row]) / temperature;
            Tensor all = stack([.. others.Select(other => logits[other])], 0).logsumexp(0);
            foreach (int partner in partners)
                sum -= (logits[partner] - all) / partners.Length;
        }
        return sum / classes.Length;
    }
}
