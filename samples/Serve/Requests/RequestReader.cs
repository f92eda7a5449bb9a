using System.Text.Json;
using ForwardForward.Data;
using Microsoft.Net.Http.Headers;
using static TorchSharp.torch;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>Turns the body of a request into rows for the network.</summary>
internal sealed class RequestReader(ServingOptions options) : IDisposable
{
    public const string Json = "application/json";
    public const string Form = "multipart/form-data";
    public static readonly string[] ImageTypes = ["image/png", "image/jpeg", "image/bmp", "image/gif"];

    private const float Brightest = 255;

    // A decoded image may have as many bytes as four times its pixels: no more of them at a time than there are processors.
    private readonly SemaphoreSlim _decoding = new(Environment.ProcessorCount);

    /// <summary>Whether a network is asked about images. Others, vectors above all, are asked about numbers.</summary>
    public static bool IsAskedAboutImages(ImageShape input) => input is { Channels: 1 or 3, Height: > 1 };

    /// <summary>Reads images, numbers or rows of a table, whichever the network is asked about.</summary>
    /// <exception cref="RequestRefusedException">The body is of another kind, cannot be read, or does not arrive in time.</exception>
    public async Task<InputRows> ReadAsync(HttpRequest request, FFNetworkDefinition network, CancellationToken abandoned)
    {
        string type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? header)
            ? header.MediaType.ToString().ToLowerInvariant()
            : string.Empty;
        bool isImage = ImageTypes.Contains(type, StringComparer.Ordinal);
        switch (IsAskedAboutImages(network.Input))
        {
            case true when !isImage && type is not Form:
                throw new RequestRefusedException(
                    StatusCodes.Status415UnsupportedMediaType,
                    $"The network names images: send {string.Join(", ", ImageTypes)}, or files by {Form}, and say so in Content-Type.");
            case false when type is not Json:
                throw new RequestRefusedException(
                    StatusCodes.Status415UnsupportedMediaType,
                    $"The network names rows of numbers: send {Json}, such as {{\"features\": [[…]]}}, and say so in Content-Type.");
        }
        using MemoryStream body = await RequestBody.ReceiveAsync(request, options, abandoned);
        return type switch
        {
            Json => ReadVectors(VectorsRequest.Parse(body.GetBuffer().AsSpan(0, (int)body.Length)), network),
            Form => await ReadFormAsync(request, body, network, abandoned),
            _ => await ReadImageAsync(body.ToArray(), network, abandoned),
        };
    }

    public void Dispose() => _decoding.Dispose();

    private async Task<InputRows> ReadFormAsync(
        HttpRequest request, MemoryStream body, FFNetworkDefinition network, CancellationToken abandoned)
    {
        IFormFileCollection files;
        try
        {
            request.Body = body;
            files = (await request.ReadFormAsync(abandoned)).Files;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"The form cannot be read: {damaged.Message}", damaged);
        }
        ExpectCount(files.Count, "image files");
        List<InputRows> images = [];
        foreach (IFormFile file in files)
        {
            byte[] content = new byte[file.Length];
            await using Stream stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, abandoned);
            images.Add(await ReadImageAsync(content, network, abandoned));
        }
        return InputRows.Join(images);
    }

    private async Task<InputRows> ReadImageAsync(byte[] content, FFNetworkDefinition network, CancellationToken abandoned)
    {
        await _decoding.WaitAsync(abandoned);
        try
        {
            using Tensor image = ImageFile.Decode(content, network.Input, network.ImageFit ?? ImageFit.Crop, options.MostPixels);
            return new InputRows([.. image.data<byte>().Select(value => value / Brightest)], 1);
        }
        catch (InvalidDataException bad)
        {
            throw new RequestRefusedException(StatusCodes.Status422UnprocessableEntity, bad.Message, bad);
        }
        finally
        {
            _decoding.Release();
        }
    }

    private InputRows ReadVectors(VectorsRequest request, FFNetworkDefinition network)
    {
        ExpectCount(request.Features?.Length ?? request.Rows!.Length, "rows");
        return request.Features is { } features ? ReadFeatures(features, network.Input) : ReadRows(request.Rows!, network);
    }

    private static InputRows ReadFeatures(float[][] rows, ImageShape input)
    {
        if (Array.FindIndex(rows, row => row?.Length != input.Size || !row.All(float.IsFinite)) is >= 0 and int bad)
            throw new RequestRefusedException(
                StatusCodes.Status422UnprocessableEntity,
                $"Row {bad} must be {input.Size} numbers that float32 can hold; it has {rows[bad]?.Length ?? 0}.");
        return new InputRows([.. rows.SelectMany(row => row)], rows.Length);
    }

    private static InputRows ReadRows(IReadOnlyDictionary<string, JsonElement>[] rows, FFNetworkDefinition network)
    {
        if (network.Table is not { } table)
            throw new RequestRefusedException(
                StatusCodes.Status422UnprocessableEntity,
                $"The network did not learn from a table, and has no columns: send {{\"features\": [[…]]}} with {network.Input.Size} "
                    + "numbers a row.");
        try
        {
            using Tensor vectors = table.Encode([.. rows.Select(VectorsRequest.TextsOf)]);
            return new InputRows([.. vectors.data<float>()], rows.Length);
        }
        catch (ArgumentException bad)
        {
            throw RequestRefusedException.Of(bad);
        }
    }

    private void ExpectCount(int count, string things)
    {
        if (count < 1 || count > options.MostBatch)
            throw new RequestRefusedException(
                StatusCodes.Status422UnprocessableEntity, $"A request has 1 to {options.MostBatch} {things}, and this one {count}.");
    }
}
