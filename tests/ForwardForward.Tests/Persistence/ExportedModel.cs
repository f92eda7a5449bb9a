using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace ForwardForward.Tests.Persistence;

/// <summary>An exported network, as ONNX Runtime runs it.</summary>
internal sealed class ExportedModel(string path) : IDisposable
{
    private readonly InferenceSession _session = new(path);

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public string Input => _session.InputMetadata.Keys.Single();

    /// <summary>The types and dimensions of inputs and outputs, such as "images Single [-1, 1, 6, 6]".</summary>
    public IReadOnlyList<string> Ends =>
        [.. _session.InputMetadata.Concat(_session.OutputMetadata)
            .Select(end => $"{end.Key} {end.Value.ElementType.Name} [{string.Join(", ", end.Value.Dimensions)}]")];

    public static ExportedModel Of(FFNetwork network, string path, OnnxExportOptions? options = null)
    {
        network.ExportOnnx(path, options);
        return new ExportedModel(path);
    }

    /// <summary>Scores <c>[n, classes]</c> and labels <c>[n]</c> of images, float32 or bytes.</summary>
    public (Tensor Scores, Tensor Labels) Run(Tensor images)
    {
        int[] shape = [.. images.shape.Select(length => (int)length)];
        NamedOnnxValue given = images.dtype == ScalarType.Byte
            ? NamedOnnxValue.CreateFromTensor(Input, new DenseTensor<byte>(images.data<byte>().ToArray(), shape))
            : NamedOnnxValue.CreateFromTensor(Input, new DenseTensor<float>(images.data<float>().ToArray(), shape));
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run([given], ["scores", "label"]);
        DenseTensor<float> scores = outputs[0].AsTensor<float>().ToDenseTensor();
        return (
            tensor(scores.ToArray()).view(scores.Dimensions[0], scores.Dimensions[1]),
            tensor(outputs[1].AsTensor<long>().ToArray()));
    }

    public void Dispose() => _session.Dispose();
}
