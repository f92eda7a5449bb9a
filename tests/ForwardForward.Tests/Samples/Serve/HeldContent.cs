using System.Net;
using System.Net.Http.Headers;

namespace ForwardForward.Tests.Samples.Serve;

/// <summary>An image of which all but the last byte is sent, until the test lets go: a request that stays in the server.</summary>
internal sealed class HeldContent : HttpContent
{
    private readonly byte[] _image;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldContent(byte[] image)
    {
        _image = image;
        Headers.ContentType = new MediaTypeHeaderValue("image/png");
    }

    public void Release() => _released.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_image.AsMemory(..^1));
        await stream.FlushAsync();
        await _released.Task;
        await stream.WriteAsync(_image.AsMemory(^1..));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _image.Length;
        return true;
    }
}
