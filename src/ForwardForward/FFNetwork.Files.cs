using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>Image files as they are.</content>
public sealed partial class FFNetwork
{
    private const int FilesAtATime = 256;

    /// <summary>Reads image files, and names the class of each.</summary>
    /// <param name="paths">PNG, JPEG, BMP or GIF files of any size: <c>network.PredictFiles("cat.jpg")[0]</c>.</param>
    /// <returns>A name for each file, as <see cref="NameOf"/> has it.</returns>
    /// <remarks>
    /// They are turned upright and brought to the network's shape, in grey or colour, as a folder of images is: by
    /// <see cref="FFNetworkDefinition.ImageFit"/>, or <see cref="ImageFit.Crop"/> where nobody has said. For probabilities, or for larger
    /// files, <see cref="ImageFile.ReadAll"/> makes a tensor of files, which <see cref="PredictProbabilities"/> takes.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The network takes no images of grey or colour, or learned from a table.</exception>
    /// <exception cref="ArgumentException">A path is empty or null.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, no such image, or has more than 50,000,000 pixels; the message names it and says what is wrong.
    /// </exception>
    public IReadOnlyList<string> PredictFiles(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (Definition is not { Table: null, Input.Channels: 1 or 3 })
            throw new InvalidOperationException(
                $"The network takes {(Definition.Table is null ? $"images of {Definition.Input}" : "rows of a table")}, and image files "
                    + "have 1 or 3 channels. Give Predict a tensor, or PredictTable a file of rows.");
        List<string> names = [];
        foreach (string[] some in paths.Chunk(FilesAtATime))
        {
            using Tensor images = ImageFile.ReadAll(some, Definition.Input, Definition.ImageFit ?? ImageFit.Crop);
            names.AddRange(PredictNames(images));
        }
        return names;
    }
}
