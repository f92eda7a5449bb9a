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

    /// <summary>Reads images or numbers, whichever the network is asked about.</summary>
    /// <exception cref="RequestRefusedException">The body is of another kind, or cannot be read.</exception>
    public async Task<InputRows> ReadAsync(HttpRequest request, ImageShape input, CancellationToken cancellation)
    {
        string type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? header)
            ? header.MediaType.ToString().ToLowerInvariant()
            : string.Empty;
        return (IsAskedAboutImages(input), type) switch
        {
            (true, Form) => await ReadFormAsync(request, input, cancellation),
            (true, _) when ImageTypes.Contains(type, StringComparer.Ordinal) =>
                await ReadImageAsync(request.Body, input, cancellation),
            (false, Json) => await ReadFeaturesAsync(request.Body, input, cancellation),
            (true, _) => throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The network names images: send {string.Join(", ", ImageTypes)}, or files by {Form}, and say so in Content-Type."),
            (false, _) => throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The network names rows of numbers: send {Json}, such as {{\"features\": [[…]]}}, and say so in Content-Type."),
        };
    }

    public void Dispose() => _decoding.Dispose();

    private async Task<InputRows> ReadFormAsync(HttpRequest request, ImageShape input, CancellationToken cancellation)
    {
        IFormFileCollection files;
        try
        {
            files = (await request.ReadFormAsync(cancellation)).Files;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"The form cannot be read: {damaged.Message}", damaged);
        }
        ExpectCount(files.Count, "image files");
        List<InputRows> images = [];
        foreach (IFormFile file in files)
        {
            await using Stream content = file.OpenReadStream();
            images.Add(await ReadImageAsync(content, input, cancellation));
        }
        return InputRows.Join(images);
    }

    private async Task<InputRows> ReadImageAsync(Stream body, ImageShape input, CancellationToken cancellation)
    {
        using MemoryStream content = new();
        await body.CopyToAsync(content, cancellation);
        await _decoding.WaitAsync(cancellation);
        try
        {
            using Tensor image = ImageFile.Decode(content.ToArray(), input, mostPixels: options.MostPixels);
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

    private async Task<InputRows> ReadFeaturesAsync(Stream body, ImageShape input, CancellationToken cancellation)
    {
        float[][] rows;
        try
        {
            rows = (await JsonSerializer.DeserializeAsync<FeaturesRequest>(body, JsonSerializerOptions.Web, cancellation))?.Features
                ?? throw new JsonException("It has no features.");
        }
        catch (JsonException damaged)
        {
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest,
                $"The body is not {{\"features\": [[…]]}} with a row of numbers a vector: {damaged.Message}",
                damaged);
        }
        ExpectCount(rows.Length, "rows");
        if (Array.FindIndex(rows, row => row?.Length != input.Size || !row.All(float.IsFinite)) is >= 0 and int bad)
            throw new RequestRefusedException(
                StatusCodes.Status422UnprocessableEntity,
                $"Row {bad} must be {input.Size} numbers that float32 can hold; it has {rows[bad]?.Length ?? 0}.");
        return new InputRows([.. rows.SelectMany(row => row)], rows.Length);
    }

    private void ExpectCount(int count, string things)
    {
        if (count < 1 || count > options.MostBatch)
            throw new RequestRefusedException(
                StatusCodes.Status422UnprocessableEntity, $"A request has 1 to {options.MostBatch} {things}, and this one {count}.");
    }
}
