using System.Security.Cryptography;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads the four files of a public dataset from a folder and compares each with its known checksum.</summary>
internal static class DatasetLoader
{
    public static ImageDataset Load(DatasetDescription dataset, string folder, CancellationToken cancellationToken)
    {
        LabelledImages train = LoadPart(dataset, dataset.TrainImages, dataset.TrainLabels, folder, cancellationToken);
        try
        {
            LabelledImages test = LoadPart(dataset, dataset.TestImages, dataset.TestLabels, folder, cancellationToken);
            return new ImageDataset(dataset.Name, train, test, null, dataset.ClassNames);
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    private static LabelledImages LoadPart(
        DatasetDescription dataset, DatasetFile images, DatasetFile labels, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DisposeScope scope = NewDisposeScope();
        return new LabelledImages(
            Read(images, folder, IdxReader.ReadImages),
            Read(labels, folder, (stream, path, hash) => IdxReader.ReadLabels(stream, dataset.Classes, path, hash)),
            dataset.Classes);
    }

    private static Tensor Read(DatasetFile file, string folder, Func<Stream, string, IncrementalHash, Tensor> read)
    {
        string path = file.FindIn(folder)
            ?? throw new FileNotFoundException($"{file.Name} vanished from '{folder}' while the dataset was read. Start again.", file.Name);
        using FileStream stream = RegularFile.OpenToRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Tensor content = read(stream, path, hash);
        Checksum.Expect(file, path, hash.GetHashAndReset());
        return content;
    }
}
