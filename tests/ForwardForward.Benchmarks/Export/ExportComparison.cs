using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace ForwardForward.Benchmarks.Export;

/// <summary>Trains a network, exports it, and compares what both sides make of the same images.</summary>
internal static class ExportComparison
{
    private const int Part = 1_000;
    private const float LastPlace = 1.2e-7f; // 2⁻²³, of float32.

    public static ExportRow Run(ExportedNetwork exported, LabelledImages train, LabelledImages test, ExportExtent extent)
    {
        string file = Path.Combine(Path.GetTempPath(), $"exported-{Guid.NewGuid():N}.onnx");
        try
        {
            using FFNetwork network = exported.Train(train);
            network.ExportOnnx(file);
            // Threads of ONNX Runtime that wait actively after a run would take the processor from the library's turn.
            using SessionOptions options = new();
            options.AddSessionConfigEntry("session.force_spinning_stop", "1");
            using InferenceSession session = new(file, options);
            using LabelledImages pixels = test.ToFloat32();
            Tensor images = pixels.Images;
            (double same, double difference) = Compare(network, session, images);
            ExportTimes one = Measure(network, session, images, 1, repetitions: 20, extent.Rounds);
            ExportTimes thousand = Measure(network, session, images, Part, repetitions: 1, extent.Rounds);
            return new ExportRow(
                exported.Name, same, difference, MeasureRounding(network, images), new FileInfo(file).Length, one, thousand);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (double SameLabels, double LargestDifference) Compare(FFNetwork network, InferenceSession session, Tensor images)
    {
        (long same, double largest) = (0, 0);
        for (long start = 0; start < images.shape[0]; start += Part)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor part = images.narrow(0, start, Math.Min(Part, images.shape[0] - start)), expected = network.ScoreLabels(part);
            using var outputs = session.Run([Input(part)]);
            Tensor scores = tensor(outputs[0].AsTensor<float>().ToArray()).view(expected.shape);
            Tensor labels = tensor(outputs[1].AsTensor<long>().ToArray());
            largest = Math.Max(largest, LargestDifference(scores, expected));
            same += labels.eq(expected.argmax(1)).sum([0]).item<long>();
        }
        return ((double)same / images.shape[0], largest);
    }

    /// <summary>Changes each parameter of the network in its last binary place, up or down by chance.</summary>
    /// <returns>The largest difference that this makes to a score.</returns>
    private static double MeasureRounding(FFNetwork network, Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        Tensor expected = network.ScoreLabels(images);
        using Generator signs = new(seed: 0);
        foreach (Tensor parameter in network.Layers.SelectMany(layer => layer.Parameters).Select(parameter => parameter.Value))
            parameter.mul_(((rand(parameter.shape, generator: signs).round() * 2) - 1) * LastPlace + 1);
        return LargestDifference(network.ScoreLabels(images), expected);
    }

    /// <summary>The largest difference of a score, over the largest score of its image.</summary>
    private static double LargestDifference(Tensor scores, Tensor expected) =>
        ((scores - expected).abs() / expected.abs().amax([1], keepdim: true)).max().item<float>();

    private static ExportTimes Measure(
        FFNetwork network, InferenceSession session, Tensor images, int count, int repetitions, int rounds)
    {
        using Tensor part = images.narrow(0, 0, count).clone();
        NamedOnnxValue[] input = [Input(part)];
        (double Exported, double Own)[] times = [.. Enumerable.Range(0, rounds + 1).Select(_ => (Time(Exported), Time(Own)))];
        return new ExportTimes(
            Quartiles.Of(times.Skip(1).Select(time => time.Exported)), Quartiles.Of(times.Skip(1).Select(time => time.Own)));

        double Time(Action predict) => Timing.Milliseconds(() =>
        {
            for (int repetition = 0; repetition < repetitions; repetition++)
                predict();
        }) / repetitions;

        void Exported() => session.Run(input).Dispose();

        void Own() => network.Predict(part).Dispose();
    }

    private static NamedOnnxValue Input(Tensor images) => NamedOnnxValue.CreateFromTensor(
        "images", new DenseTensor<float>(images.data<float>().ToArray(), [.. images.shape.Select(length => (int)length)]));
}
