using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>Asks about one image after the other, and notes the answers.</summary>
internal sealed class ServingClient(HttpClient http, ServedImage[] images, int first)
{
    public List<double> Milliseconds { get; } = [];

    public int Lost { get; private set; }

    public int OtherLabels { get; private set; }

    public async Task AskAsync(TimeSpan length, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        for (int index = first; Stopwatch.GetElapsedTime(start) < length; index++)
            await AskAsync(images[index % images.Length], cancellation);
    }

    private async Task AskAsync(ServedImage image, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        long? label = await LabelOfAsync(image.File, cancellation);
        if (label is null)
            Lost++;
        else
            Milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        if (label is not null && label != image.Label)
            OtherLabels++;
    }

    private async Task<long?> LabelOfAsync(byte[] file, CancellationToken cancellation)
    {
        using ByteArrayContent body = new(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/bmp");
        try
        {
            using HttpResponseMessage answer = await http.PostAsync("classify", body, cancellation);
            string text = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode ? (long)JsonNode.Parse(text)!["predictions"]![0]!["label"]! : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
