using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples;

/// <summary>The images that a network misreads.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Tiles">The first of them, as dark ink on white, with the true and the predicted class below.</param>
public sealed record WrongPredictions(int Count, IReadOnlyList<Tile> Tiles)
{
    /// <summary>Lets a network read images and keeps what it gets wrong.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images, of one channel, and their true classes.</param>
    /// <param name="atMost">How many tiles to make at most.</param>
    /// <returns>The misread images.</returns>
    public static WrongPredictions Find(FFNetwork network, LabelledImages data, int atMost)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = NewDisposeScope();
        long[] predicted = network.Predict(data.Images).cpu().data<long>().ToArray();
        long[] labels = data.Labels.cpu().data<long>().ToArray();
        int[] wrong = [.. Enumerable.Range(0, data.Count).Where(index => predicted[index] != labels[index])];
        return new WrongPredictions(
            wrong.Length,
            [.. wrong.Take(atMost).Select(index => Tile.Of(data.Images[index], $"{labels[index]} → {predicted[index]}", inverted: true))]);
    }
}
