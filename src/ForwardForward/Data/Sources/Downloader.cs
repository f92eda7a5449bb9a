using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>
/// Downloads files from mirrors. A file appears under its name only when it is complete and its checksum is right: until then it has a
/// temporary name, and is removed when anything fails.
/// </summary>
/// <param name="client">Not disposed here.</param>
/// <param name="mirrors">Tried in order, in three rounds.</param>
/// <param name="firstDelay">The wait before the second round; twice as long before the third.</param>
internal sealed class Downloader(HttpClient client, IReadOnlyList<Uri> mirrors, TimeSpan firstDelay)
{
    private const int Rounds = 3;
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Downloads one file into a folder that exists.</summary>
    /// <exception cref="HttpRequestException">No mirror gave the right file; the message says what each did last.</exception>
    public async Task DownloadAsync(
        DatasetFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<Uri, Exception>();
        for (int round = 0; round < Rounds; round++)
        {
            if (round > 0)
                await Task.Delay(firstDelay * round, cancellationToken).ConfigureAwait(false);
            foreach (Uri mirror in mirrors)
            {
                try
                {
                    await TryAsync(new Uri(mirror, file.ZippedName), file, folder, progress, cancellationToken).ConfigureAwait(false);
                    return;
                }
                catch (Exception cause) when (cause is HttpRequestException or InvalidDataException or TimeoutException)
                {
                    problems[mirror] = cause;
                }
            }
        }

        throw new HttpRequestException(
            string.Join(" ", problems.Select(problem => $"[{problem.Key.Host}: {problem.Value.Message}]")),
            new AggregateException(problems.Values));
    }

    private async Task TryAsync(
        Uri address, DatasetFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        FileStream target = TemporaryFile.Create(folder, file.ZippedName);
        try
        {
            await FetchAsync(address, file, target, progress, cancellationToken).ConfigureAwait(false);
            await Checksum.ExpectZippedAsync(file, target, address.ToString(), cancellationToken).ConfigureAwait(false);
            TemporaryFile.Rename(target, Path.Combine(folder, file.ZippedName));
        }
        finally
        {
            TemporaryFile.Discard(target);
        }
    }

    private async Task FetchAsync(
        Uri address, DatasetFile file, Stream target, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            silence.CancelAfter(LongestSilence);
            using HttpResponseMessage response = await client
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            long most = Math.Min(response.Content.Headers.ContentLength ?? file.LongestZipped, file.LongestZipped);
            Stream content = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var buffer = new byte[BufferBytes];
                long received = 0;
                int count;
                do
                {
                    silence.CancelAfter(LongestSilence);
                    count = await ReceiveAsync(content, buffer, silence.Token).ConfigureAwait(false);
                    received += count;
                    if (received > most)
                        throw new HttpRequestException($"more than {most} bytes came, which {file.ZippedName} cannot have");
                    await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                    progress?.Report(new DownloadProgress(file.ZippedName, received, response.Content.Headers.ContentLength));
                }
                while (count > 0);
            }
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {LongestSilence.TotalSeconds} seconds", cause);
        }
    }

    /// <summary>Tells a broken connection, which another mirror may cure, from a full disk, which none does.</summary>
    private static async Task<int> ReceiveAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException cause)
        {
            throw new HttpRequestException(cause.Message, cause);
        }
    }
}
