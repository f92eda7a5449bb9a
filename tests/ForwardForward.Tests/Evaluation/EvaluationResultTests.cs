using System.Globalization;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class EvaluationResultTests
{
    [Fact]
    public void ToString_FewClasses_ShowsAccuracyLayersAndConfusion()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            // Three images of the classes 0, 1, 1. The network and its first layer take the second image for a 0;
            // its second layer does not.
            using Tensor predicted = tensor(new long[] { 0, 0, 1 }), labels = tensor(new long[] { 0, 1, 1 });
            using Tensor first = tensor(new[,] { { 2f, 1f }, { 2f, 1f }, { 1f, 2f } });
            using Tensor second = tensor(new[,] { { 2f, 1f }, { 1f, 2f }, { 1f, 2f } });

            string text = EvaluationResult.Of(predicted, labels, classes: 2, [first, second]).ToString();

            text.Should().Be(
                "accuracy 66.67 % of 3 images; by layer 66.67 %, 100.00 %\n"
                + "true \\ predicted  0  1\n"
                + "               0  1  0\n"
                + "               1  1  1");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToString_ClassesWithNames_NamesTheRows()
    {
        using Tensor predicted = tensor(new long[] { 0, 0, 1 }), labels = tensor(new long[] { 0, 1, 1 });

        EvaluationResult.Of(predicted, labels, classes: 2, [], ["cat", "hippopotamus amphibius"]).ToString().Should().Be(
            "accuracy 66.67 % of 3 images\n"
            + "        true \\ predicted  0  1\n"
            + "                   cat 0  1  0\n"
            + "hippopotamus amphibius 1  1  1");
    }

    [Fact]
    public void ToString_ManyClassesAndNoLayers_IsOneLine()
    {
        using Tensor predicted = tensor(new long[] { 0, 10 }), labels = tensor(new long[] { 0, 1 });

        EvaluationResult.Of(predicted, labels, classes: 11, []).ToString().Should().Be("accuracy 50.00 % of 2 images");
    }

    [Fact]
    public void GoodnessStatisticsToString_FourScores_ShowsMeansAndDeviations()
    {
        // Under the true labels 1 and 3 (mean 2, deviation 1), under the wrong ones 0 and 1 (mean 0.5, deviation 0.5).
        using Tensor predicted = tensor(new long[] { 0, 1 }), scores = tensor(new[,] { { 1f, 0f }, { 1f, 3f } });

        EvaluationResult.Of(predicted, predicted, classes: 2, [scores]).Goodness[0].ToString()
            .Should().Be("true labels 2 ± 1, wrong labels 0.5 ± 0.5");
    }
}
