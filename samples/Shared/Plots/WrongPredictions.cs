using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples;

/// <summary>The images that a network misreads.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Tiles">Some of them, each with its class and what it is taken for below.</param>
public sealed record WrongPredictions(int Count, IReadOnlyList<Tile> Tiles)
{
    /// <summary>Lets a network read images and keeps what it gets wrong.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images, of one channel or three, and their true classes.</param>
    /// <param name="atMost">How many tiles to make at most.</param>
    /// <param name="surestFirst">
    /// Whether those come first that the network is surest of, with how sure it is; else they are in their order. The default is false.
    /// </param>
    /// <param name="inverted">Whether light becomes dark, as ink on paper. The default is false.</param>
    /// <returns>The misread images.</returns>
    public static WrongPredictions Find(
        FFNetwork network, LabelledImages data, int atMost, bool surestFirst = false, bool inverted = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = NewDisposeScope();
        long[] predicted = network.Predict(data.Images).cpu().data<long>().ToArray();
        long[] labels = data.Labels.cpu().data<long>().ToArray();
        int[] wrong = [.. Enumerable.Range(0, data.Count).Where(index => predicted[index] != labels[index])];
        Tensor? probabilities = surestFirst ? network.PredictProbabilities(data.Images).cpu() : null;
        float[] sure = [.. wrong.Select(index => probabilities is null ? 0 : probabilities[index, predicted[index]].item<float>())];
        return new WrongPredictions(
            wrong.Length,
            [
                .. wrong.Zip(sure).OrderByDescending(image => image.Second).Take(atMost)
                    .Select(image => Tile.Of(data.Images[image.First], Caption(image.First, image.Second), inverted)),
            ]);

        string Caption(int index, float sureness)
        {
            string taken = $"{network.NameOf(labels[index])} → {network.NameOf(predicted[index])}";
            return surestFirst ? FormattableString.Invariant($"{taken}, {100 * sureness:F0} %") : taken;
        }
    }
}
