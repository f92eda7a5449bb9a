using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads the images of one part after the other, each part by as many threads as libtorch uses.</summary>
internal sealed class ImagePartReader
{
    private readonly IFileTree _files;
    private readonly ImageFolderOptions _options;
    private readonly ImageForm _form;
    private readonly List<UnreadableFile> _unreadable = [];
    private readonly Lock _counting = new();
    private int _done;

    /// <param name="files">Where the files are.</param>
    /// <param name="options">The form, progress and cancellation.</param>
    /// <param name="layout">Every part that will be read, to count.</param>
    public ImagePartReader(IFileTree files, ImageFolderOptions options, FolderLayout layout)
    {
        _files = files;
        _options = options;
        _form = new ImageForm(options.Shape, options.Fit, options.MostPixels);
        Total = layout.Strangers.Length + layout.Train.Length + (layout.Test?.Length ?? 0) + (layout.Validation?.Length ?? 0);
        foreach (UnreadableFile stranger in layout.Strangers)
            Count(stranger);
    }

    /// <summary>How many files there are in all parts.</summary>
    public int Total { get; }

    /// <summary>Those that could not be read so far, in no order.</summary>
    public IReadOnlyCollection<UnreadableFile> Unreadable => _unreadable;

    /// <summary>The pixels of a part, bytes, <c>[n, channels, height, width]</c>; of what cannot be read, any.</summary>
    public Tensor Read(LabelledPath[] part)
    {
        (int channels, int height, int width) = _form.Shape;
        Tensor pixels = TensorCreation.Empty([part.Length, channels, height, width], ScalarType.Byte, CPU);
        ParallelOptions parallel =
            new() { CancellationToken = _options.Cancellation, MaxDegreeOfParallelism = get_num_threads() };
        try
        {
            Parallel.For(0, part.Length, parallel, index => Count(Read(part[index].Path, pixels, index)));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        return pixels;
    }

    private UnreadableFile? Read(string path, Tensor pixels, int index)
    {
        try
        {
            using DisposeScope scope = NewDisposeScope();
            ImageDecoder.Decode(_files.Read(path), _form, pixels.narrow(0, index, 1).bytes);
            return null;
        }
        catch (InvalidDataException cause)
        {
            return new UnreadableFile(path, cause.Message);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return new UnreadableFile(path, $"cannot be read. {cause.Message}");
        }
    }

    private void Count(UnreadableFile? unreadable)
    {
        lock (_counting)
        {
            if (unreadable is not null)
                _unreadable.Add(unreadable);
            _done++;
            _options.Progress?.Report(new ImageFolderProgress(_done, Total, unreadable?.ToString()));
        }
    }
}
