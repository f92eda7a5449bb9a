using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>Exporting: <c>network.ExportOnnx("digits.onnx")</c>.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Writes the network as an ONNX model that ONNX Runtime, ML.NET and others run without this library, whole or not at all.
    /// </summary>
    /// <remarks>
    /// <para>One file, opset 17. Its input is <c>images</c> <c>[n, channels, height, width]</c>, or of a network of vectors
    /// <c>features</c> <c>[n, features]</c>, float32 (or bytes, by the options), as they are: the model scales them where the network
    /// does. Its outputs are <c>scores</c> <c>[n, classes]</c>, float32, those of <see cref="ScoreLabels(Tensor)"/>, and <c>label</c>
    /// <c>[n]</c>, int64, that of <see cref="Predict"/>, but for rounding. n is any number of images. Where a network tries every label,
    /// so does the model, in one pass over classes × n images. All is computed in float32, whatever the network multiplies in.</para>
    /// <para>The metadata has <c>class_names</c> (a JSON array, where the network has names) and <c>definition</c>
    /// (<see cref="FFNetworkDefinition.ToJson"/>). What looks at the images that come together, <see cref="BatchMaximumOverlay"/>
    /// and <see cref="CwcBlockDefinition.UseBatchStatistics"/>, looks at all that the model is given at once.
    /// The model cannot be trained.</para>
    /// </remarks>
    /// <param name="path">
    /// The file; one that exists is replaced, and keeps its permissions, and its owner where this process may give files away. A link is
    /// followed. Its folder must exist.
    /// </param>
    /// <param name="options">What the model takes; null for the defaults.</param>
    /// <exception cref="NotSupportedException">
    /// Strategies or layers of your own do not say what they compute as ONNX operators; the message lists them all, each with the interface
    /// to implement.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network is being trained or exported elsewhere; a plugin's settings cannot be written; or the file would be larger than the
    /// 2 GB that the format allows.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written, or is a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or the folder may not be written; it is read-only, say.</exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public void ExportOnnx(string path, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using Lifetime.Use held = Lifetime.EnterToChange(nameof(ExportOnnx)); // Fit would change parameters that are read one by one.
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        ProtobufMessage model = OnnxModel.Write(this, options ?? new OnnxExportOptions());
        AtomicFile.Write(path, model.WriteTo);
    }
}
