using System.Globalization;
using ForwardForward.Data;
using ForwardForward.Samples;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Samples;

public sealed class WrongPredictionsTests
{
    [Fact]
    public void Find_UntrainedNetwork_KeepsWhatItMisreadsInOrderOrTheSurestFirst()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = SyntheticImages.Network().WithClassNames(["cat", "dog", "owl"]).Build();
        using Tensor predicted = network.Predict(data.Images), probabilities = network.PredictProbabilities(data.Images);
        (long Truth, long Taken, float Sure)[] wrong =
        [
            .. from index in Enumerable.Range(0, data.Count)
               let read = (Truth: data.Labels[index].item<long>(), Taken: predicted[index].item<long>())
               where read.Truth != read.Taken
               select (read.Truth, read.Taken, probabilities[index, read.Taken].item<float>()),
        ];
        wrong.Should().HaveCountGreaterThan(5);

        WrongPredictions inOrder = WrongPredictions.Find(network, data, atMost: 5, inverted: true),
            surest = WrongPredictions.Find(network, data, atMost: 100, surestFirst: true);

        (inOrder.Count, surest.Count).Should().Be((wrong.Length, wrong.Length));
        inOrder.Tiles.Select(tile => tile.Caption).Should().Equal(wrong.Take(5).Select(Names));
        surest.Tiles.Select(tile => tile.Caption).Should().Equal(wrong.OrderByDescending(image => image.Sure).Select(
            image => string.Create(CultureInfo.InvariantCulture, $"{Names(image)}, {100 * image.Sure:F0} %")));

        string Names((long Truth, long Taken, float Sure) image) => $"{network.NameOf(image.Truth)} → {network.NameOf(image.Taken)}";
    }
}
