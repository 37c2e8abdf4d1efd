"""How well a recogniser understands the local voices: word (for ja, ko and zh character) error rates.

Needs faster-whisper and a Whisper model converted for it:
    python3 tests/bench/recognise.py BINARY WHISPER_FOLDER [LANGUAGE[:VOICE] ...]
REMOTION_MODELS_DIR names where `models install kokoro japanese` put its files. Numbers and letters of
other scripts that mean the same are counted as errors, so the true rates are a little lower.
"""
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

from faster_whisper import WhisperModel

B, WHISPER = sys.argv[1], sys.argv[2]
OUT = os.path.join(tempfile.mkdtemp(), 'j.wav')
S={
'en':["The quick brown fox jumps over thirteen lazy dogs.","Is this the right way to the old harbour?","We opened a small bakery near the river last spring.","Water boils faster at high altitude because the pressure is lower.","She has three brothers and one sister."],
'es':["Hola, ¿cómo estás hoy?","Tengo 25 años y me gusta mucho el café.","La ciudad tiene un parque muy grande y bonito.","Mañana vamos a visitar a nuestros abuelos.","El agua hierve a cien grados."],
'fr':["Bonjour, comment allez-vous aujourd'hui?","Les enfants mangent trois pommes à l'école.","La ville a un très grand parc près de la rivière.","Demain nous allons visiter nos grands-parents.","Elle travaille dans une petite boulangerie."],
'de':["Guten Tag, wie geht es Ihnen heute?","Ich habe 25 neue Ideen für unser Video.","Die Stadt hat einen sehr großen Park am Fluss.","Morgen besuchen wir unsere Großeltern.","Sie arbeitet in einer kleinen Bäckerei."],
'pt':["Olá, como você está hoje?","Tenho 25 anos e gosto muito de café.","A cidade tem um parque muito grande e bonito.","Amanhã vamos visitar os nossos avós.","Ela trabalha em uma pequena padaria.",
"O chá é mais antigo do que o café, e mais pessoas bebem chá.","A água ferve a cem graus ao nível do mar.","O trem sai às oito e trinta e custa cinco reais.","As crianças brincam na praia todas as tardes de verão.",
"A história do Brasil começa muito antes dos portugueses.","O computador aprende com muitos exemplos.","Ele comprou um carro vermelho e uma casa branca.","A professora explicou a lição com calma.",
"Nós queremos fazer um vídeo curto sobre música.","O médico disse que dormir bem é importante."],
'ja':["こんにちは、お元気ですか？","今日はとても良い天気です。","私は毎日学校に行きます。","明日、東京で友達に会います。","この本はとても面白いです。"],
'ko':["안녕하세요, 오늘 기분이 어떠세요?","오늘 날씨가 정말 좋네요.","저는 매일 학교에 갑니다.","내일 서울에서 친구를 만나요.","이 책은 아주 재미있어요."],
'zh':["你好，你今天怎么样？","今天天气很好。","我每天都去学校学习。","明天我在北京见朋友。","这本书非常有意思。"],
}
m=WhisperModel(WHISPER,device='cpu',compute_type='int8',cpu_threads=2)
def norm(t,l):
    t=unicodedata.normalize('NFKC',t).lower(); t=re.sub(r"[^\w\s']",' ',t).replace('_',' ')
    for a,b in (('25',{'es':'veinticinco','de':'fünfundzwanzig','pt':'vinte e cinco'}.get(l,'25')),('13','thirteen'),('100',{'es':'cien'}.get(l,'100')),('3',{'fr':'trois'}.get(l,'3'))): t=t.replace(a,b)
    return list(re.sub(r'\s','',t)) if l in('ja','ko','zh') else t.split()
def dist(a,b):
    d=list(range(len(b)+1))
    for i,x in enumerate(a,1):
        p=d[:]; d[0]=i
        for j,y in enumerate(b,1): d[j]=min(p[j]+1,d[j-1]+1,p[j-1]+(x!=y))
    return d[-1]
langs=sys.argv[3:] or list(S)
for l in langs:
    l,_,v=l.partition(':'); e=n=0
    for t in S[l]:
        c=[B,'tts','generate',t,'--language',l,'-o',OUT,'--overwrite','--json']+(['--voice-id',v] if v else [])
        subprocess.run(c,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL,check=True)
        seg,_=m.transcribe(OUT,language=l,beam_size=5)
        h=''.join(s.text for s in seg); a,b=norm(t,l),norm(h,l); k=dist(a,b); e+=k; n+=len(a)
        if k: print('   ',t,'|',h.strip(),k)
    print(l,v,f'{100*e/n:.1f}%',f'{e}/{n}',flush=True)
